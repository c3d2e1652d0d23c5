from __future__ import annotations

import json
from dataclasses import replace

from lxml import html

from commonstacks.workshop.handouts.datasheet_page import page
from commonstacks.workshop.handouts.story import Story, context_facts


def test_every_question_voice_and_gap_is_there(story: Story) -> None:
    read = html.document_fromstring(page(story))
    headings = [each.text_content() for each in read.iter("h3")]
    assert headings == [f"{each.id} {each.ask.say()}" for each in story.form.questions]
    text = " ".join(read.text_content().split())
    assert all(gap.text in text for gap in story.gaps)
    assert "Never written down. Neither document says a word about pay." in text
    assert "Nobody has answered this." in text


def test_it_says_its_language_and_title_and_has_one_main_heading(story: Story) -> None:
    read = html.document_fromstring(page(story))
    assert read.get("lang") == "en"
    assert read.findtext(".//title") == f"Datasheet: {story.title}"
    assert [each.text for each in read.iter("h1")] == [story.title]


def test_the_context_lies_inside_as_data(story: Story) -> None:
    read = html.document_fromstring(page(story))
    (data,) = read.xpath("//script[@id='commonstacks:context']")
    assert data.get("type") == "application/json"
    assert json.loads(data.text) == json.loads(json.dumps(context_facts(story)))


def test_what_people_wrote_cannot_become_markup(story: Story) -> None:
    (first, *others) = story.statements
    wild = replace(first, text="</script><script>alert(1)</script><b>big</b>")
    made = page(
        replace(story, statements=(wild, *others), title="<i>A</i>", address="javascript:1")
    )
    read = html.document_fromstring(made)
    assert len(read.xpath("//script")) == 1
    assert read.xpath("//b | //i") == []
    assert all(
        link.startswith(("http://", "https://", "mailto:")) for link in read.xpath("//a/@href")
    )


def test_the_same_story_gives_the_same_page(story: Story) -> None:
    assert page(story) == page(story)
