from __future__ import annotations

from dataclasses import replace

from commonstacks.workshop.handouts.datasheet import markdown
from commonstacks.workshop.handouts.story import Story


def test_every_question_of_the_form_is_there(story: Story) -> None:
    lines = markdown(story).split("\n")
    for question in story.form.questions:
        assert f"### {question.id} {question.ask.say()}" in lines


def test_voices_and_absences_are_said(story: Story) -> None:
    text = markdown(story)
    assert "> Never written down. Neither document says a word about pay." in text
    assert "- Publisher: Commonstacks project, 2026-11-21" in text
    assert "- Contextualist or reviewer: Commonstacks project, 2026-11-21" in text
    assert "**Nobody was asked: Who was asked about this?**" in text
    assert "_Nobody has answered this._" in text
    assert "- Voices heard: Publisher, Contextualist or reviewer" in text


def test_gaps_and_credits_are_said(story: Story) -> None:
    text = markdown(story)
    for gap in story.gaps:
        assert gap.text in text
    assert "- Rows where state is AE or AP or AA" in text
    assert "**Origin**\n\n- nobody recorded" in text
    assert "- GeoNames, curator: gathered the postal codes and worked out their positions, " in text
    assert "- 1 contributor not named, collector\n" in text


def test_the_guard_on_formulas_is_said_only_where_it_was_used(story: Story) -> None:
    assert "apostrophe" not in markdown(story)
    assert "apostrophe" in markdown(story, guarded=True)


def test_what_people_wrote_cannot_become_markup(story: Story) -> None:
    (first, *others) = story.statements
    wild = replace(first, text="# Big <script>x</script>\n[a](javascript:1) `b`")
    text = markdown(replace(story, statements=(wild, *others), title="A\n# B"))
    assert "> \\# Big \\<script\\>x\\</script\\>\n> \\[a\\](javascript:1) \\`b\\`" in text
    assert text.startswith("# A \\# B\n")
