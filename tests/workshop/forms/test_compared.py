"""Two revisions beside each other: what is new, what changed word by word, what went."""

from __future__ import annotations

from typing import Any

from commonstacks.workshop.forms.compared import Difference, Piece, compare, marked
from commonstacks.workshop.forms.form import load

FORM = load(1)


def row(key: str, question: str, answer: Any = None, **facts: Any) -> dict[str, Any]:
    return {
        "id": key,
        "question": question,
        "answer": answer,
        "absence": "",
        "note": "",
        "voice": "X",
        "author": "ada",
        "scope": "dataset",
        "supersedes": None,
        **facts,
    }


def gap(key: str, text: str, **facts: Any) -> dict[str, Any]:
    said = {"question": "C1", "kind": "undercounted", "text": text, "voice": "C", **facts}
    return {"id": key, "question": "C1", "kind": "undercounted", "voice": "C", "facts": said}


def found(before: list[Any], after: list[Any], kind: str = "statements") -> Any:
    documents = [{"statements": [], "gaps": [], kind: rows} for rows in (before, after)]
    return compare(*documents, old_form=FORM, new_form=FORM)


def test_the_same_words_are_no_difference() -> None:
    both = [row("1", "A1", "Trees."), row("2", "A2", absence="unknown")]
    compared = found(both, both)
    assert (compared.answers, compared.gaps, compared.same) == ((), (), 2)
    assert compared.nothing


def test_new_changed_and_gone_are_told_in_the_order_of_the_form() -> None:
    old = [row("1", "A2", "To plant."), row("2", "A1", "All trees."), row("3", "B1", [])]
    new = [row("4", "A1", "Most trees.", supersedes="2"), row("5", "A3", "A tree."), old[2]]
    compared = found(old, new)
    assert compared.answers == (
        Difference(
            "changed",
            "A1",
            "X",
            (Piece("gone", "All "), Piece("new", "Most "), Piece("same", "trees.")),
            old[1],
            new[0],
        ),
        Difference("gone", "A2", "X", (Piece("gone", "To plant."),), old[0], None),
        Difference("new", "A3", "X", (Piece("new", "A tree."),), None, new[1]),
    )
    assert compared.same == 1


def test_two_changes_between_two_revisions_are_one_change() -> None:
    """The answer that lay between stands in neither, so no id leads from one to the other."""
    compared = found([row("1", "A1", "Elms.")], [row("3", "A1", "Oaks.", supersedes="2")])
    assert [(each.kind, each.question) for each in compared.answers] == [("changed", "A1")]


def test_another_voice_is_another_answer() -> None:
    compared = found([row("1", "A1", "Elms.")], [row("2", "A1", "Oaks.", voice="P")])
    assert [(each.kind, each.voice) for each in compared.answers] == [("new", "P"), ("gone", "X")]


def test_an_absence_that_becomes_an_answer_is_a_change() -> None:
    before = row("1", "A2", absence="unknown", note="Asked twice.")
    compared = found([before], [row("2", "A2", "To plant.", supersedes="1")])
    assert compared.answers[0].pieces == (
        Piece("gone", "Asked, and nobody knows\nAsked twice."),
        Piece("new", "To plant."),
    )


def test_an_answer_carried_to_another_question_is_the_same() -> None:
    """As a new release of the form does it: the words stay, the place changes."""
    compared = found([row("1", "A2", "Elms.")], [row("2", "A3", "Elms.", supersedes="1")])
    assert compared.nothing


def test_gaps_come_go_and_change_their_state() -> None:
    stays, goes = gap("1", "Yards are missing."), gap("2", "Parks are missing.")
    compared = found(
        [stays, goes],
        [gap("3", "Yards are missing.", status="repaired") | {"supersedes": "1"}],
        kind="gaps",
    )
    assert [(each.kind, [piece.text for piece in each.pieces]) for each in compared.gaps] == [
        ("changed", ["Yards are missing.\n", "Repaired"]),
        ("gone", ["Parks are missing."]),
    ]


def test_marked_words_give_both_texts_back() -> None:
    old, new = "Every tree  of the town, since 1990.", "Every oak of the town and park, since 1991."
    pieces = marked(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "new").split() == old.split()
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert marked("", "") == ()


def test_two_texts_that_share_little_stand_whole() -> None:
    old, new = "Nobody wrote it down here.", "It was made for a book."
    assert marked(old, new) == (Piece("gone", old), Piece("new", new))
