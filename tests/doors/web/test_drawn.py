"""Parts of a page that are drawn once, and the rows of a chart of bars."""

from dataclasses import replace

import pytest
from django.template import engines
from django.utils import translation

from commonstacks.doors.web.pictures.story import Chapter
from commonstacks.doors.web.pictures.told import ToldQuestion
from commonstacks.doors.web.templatetags.charting import bar_rows
from commonstacks.doors.web.templatetags.drawn import drawn
from commonstacks.workshop.views.bars import Bar

EMPTY = Chapter("row", "What one row is", ())
PAGE = engines["django"].from_string(
    "{% load drawn %}"
    '{% drawn_once "_parts/dataset/chapter.html" chapter=chapter slug="oaks" contested=nobody %}'
)


@pytest.fixture(autouse=True)
def nothing_kept():
    drawn.cache_clear()
    yield
    drawn.cache_clear()


def page(chapter: Chapter, **more: object) -> str:
    return PAGE.render({"chapter": chapter, "nobody": (), **more})


def test_an_equal_picture_is_drawn_once():
    first, again = page(EMPTY), page(replace(EMPTY))
    assert "<h3>What one row is</h3>" in first
    assert again == first
    assert drawn.cache_info()[:2] == (1, 1)


def test_another_word_is_drawn_anew():
    page(EMPTY)
    assert "<h3>What a row is</h3>" in page(replace(EMPTY, title="What a row is"))


def test_each_language_has_its_own():
    """Also where the picture is the same, and only the words of the template differ."""
    unanswered = replace(EMPTY, questions=(ToldQuestion("A3", "What is a row?", (), differ=False),))
    english = page(unanswered)
    with translation.override("de"):
        german = page(unanswered)
    assert "Nobody has answered this yet." in english
    assert "Nobody has answered this yet." not in german


def test_what_is_not_given_is_not_seen():
    """Who reads, and what page it is, cannot be in what is kept for all."""
    assert page(EMPTY, gap="another", question="another") == page(EMPTY)
    assert drawn.cache_info().misses == 1


def test_what_can_change_is_refused():
    with pytest.raises(TypeError, match="unhashable"):
        page(EMPTY, nobody=[])


def test_a_bar_has_a_box_where_it_can_be_chosen():
    rows = bar_rows([Bar(3, "<elm>", "1,204", "75.0", "value", chosen=True)], 2)
    assert rows == (
        '<tr class="value chosen" data-code="3"><th scope="row"><label><input type="checkbox" '
        'name="c2" value="3" checked> <span>&lt;elm&gt;</span></label></th><td><svg class="line" '
        'width="100%" height="20" aria-hidden="true" focusable="false"><rect y="2" width="75.0" '
        'height="16" rx="2"/><text x="75.0" dx="7" y="15">1,204</text></svg>'
        '<span class="unseen" data-count>1,204</span></td></tr>\n'
    )


def test_what_lies_beyond_the_list_has_none():
    rows = bar_rows([Bar(9, "4 more", "17", "2", "beyond", chosen=False)], 0)
    assert '<tr class="beyond" data-code="9"><th scope="row"><span>4 more</span></th>' in rows
    assert "checkbox" not in rows
