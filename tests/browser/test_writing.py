"""Writing a story by keyboard and without script, from the sign-in link to “send in”."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.looking import Reader, Readers, text_of
from tests.browser.running import Hand, Library, Source

pytestmark = pytest.mark.browser

BINS = "bin,street,litres\n" + "".join(f"Zwickel{n:03d},Elm Street,{n * 7}\n" for n in range(25))


def press(reader: Reader, control: Locator) -> None:
    """Tab to it, then Enter; leads to another page."""
    reader.tab_to(control)
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")


def write(reader: Reader, field: Locator, text: str) -> None:
    reader.tab_to(field)
    reader.page.keyboard.type(text)


def choose(reader: Reader, option: Locator) -> None:
    """One of several radio buttons: Tab to the group, then arrows."""
    radios = f'input[type="radio"][name="{option.get_attribute("name")}"]'
    group, checked = reader.page.locator(radios), reader.page.locator(f"{radios}:checked")
    reader.tab_to(checked if checked.count() else group.first)
    reader.page.keyboard.press("Space")
    for _ in range(group.count()):
        if option.is_checked():
            return
        reader.page.keyboard.press("ArrowDown")
    raise AssertionError(f"Arrows never come to {option}")


def button(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("button", name=name, exact=True)


def link(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("link", name=name, exact=True)


def heading(reader: Reader) -> str:
    return text_of(reader.page.locator("h1"))


def test_from_the_link_to_a_refusal_by_keyboard(
    readers: Readers, library: Library, source: Source
) -> None:
    steward = readers.open(java_script_enabled=False)
    sign_in(steward, library)
    slug = add(steward, source.offer("litter-bins.csv", BINS))
    public_sees_only_the_stub(readers.open(), slug)
    answer_a_question(steward)
    say_that_nobody_knows(steward)
    add_a_gap(steward)
    be_refused(steward)
    public_sees_only_the_stub(readers.open(), slug)


def sign_in(reader: Reader, library: Library) -> None:
    path = library.sign_in_link().removeprefix(library.address)
    reader.go(path)
    press(reader, button(reader, "Sign in"))
    assert "Signed in as Commonstacks project." in text_of(reader.page.locator("footer"))
    other = reader.page.context.new_page()
    other.goto(f"{reader.home}{path}")
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.locator("h1")).to_have_text("This sign-in link no longer works.")
    other.close()


def add(reader: Reader, address: str) -> str:
    """The slug of what came of it."""
    press(reader, link(reader, "Add"))
    write(reader, reader.page.get_by_label("Address"), address)
    press(reader, button(reader, "Bring it here"))
    assert "/jobs/" in reader.page.url, text_of(reader.page.locator("main"))
    go_on = link(reader, "Answer the questions")
    go_on.wait_for()
    press(reader, go_on)
    assert heading(reader) == "The questions"
    return reader.page.url.split("/")[-2]


def public_sees_only_the_stub(reader: Reader, slug: str) -> None:
    for path in (f"/datasets/{slug}", f"/datasets/{slug}/v/1", f"/datasets/{slug}/v/1/rows"):
        reader.go(path)
        assert "This dataset waits for its context." in text_of(reader.page.locator("main"))
        assert "Zwickel" not in reader.page.content()
        assert "Lids are" not in reader.page.content()


def answer_a_question(reader: Reader) -> None:
    press(reader, link(reader, "In two sentences, what is in this?"))
    write(reader, reader.page.locator("#entry-0-answer"), "Every litter bin of Elm Street.")
    press(reader, button(reader, "Keep this answer"))
    assert heading(reader) == "The questions"
    assert "Every litter bin of Elm Street." in text_of(reader.page.locator("main"))


def say_that_nobody_knows(reader: Reader) -> None:
    press(reader, link(reader, "Why was it first made?"))
    choose(reader, reader.page.get_by_label("No, and I say why"))
    choose(reader, reader.page.get_by_label("Asked, and nobody knows"))
    write(reader, reader.page.get_by_label("Who or what did you ask?"), "The depot")
    write(reader, reader.page.get_by_label("On which day?"), "09012026")
    press(reader, button(reader, "Keep this answer"))
    assert heading(reader) == "The questions"
    assert "Asked, and nobody knows." in text_of(reader.page.locator("main"))


def add_a_gap(reader: Reader) -> None:
    press(reader, link(reader, "What was never written down?"))
    press(reader, link(reader, "Say what is missing"))
    kind = reader.page.get_by_label("What kind of gap is it?")
    reader.tab_to(kind)
    reader.page.keyboard.type("Something")
    write(
        reader, reader.page.get_by_label("Say in a sentence what is missing"), "Lids are not noted."
    )
    press(reader, button(reader, "Keep this entry"))
    assert "Lids are not noted." in text_of(reader.page.locator("main"))


def be_refused(reader: Reader) -> None:
    press(reader, link(reader, "The questions"))
    press(reader, link(reader, "Send it in"))
    choose(reader, reader.page.get_by_label("was not told"))
    write(reader, reader.page.get_by_label("If they were not told: why?"), "There is no address.")
    press(reader, button(reader, "Send it in"))
    told = text_of(reader.page.get_by_role("alert"))
    assert "One row stands for one what?" in told, told
    assert "In two sentences, what is in this?" not in told
    assert "What was never written down?" not in told
    assert reader.page.get_by_label("was not told").is_checked()
    why = reader.page.get_by_label("If they were not told: why?")
    assert why.input_value() == "There is no address."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_people_at_one_question(
    readers: Readers, hand: Hand, waiting: str, script: bool
) -> None:
    path = f"/datasets/{waiting}/context/A3"
    first, second = (
        readers.open(cookies=hand.cookies, java_script_enabled=script) for _ in range(2)
    )
    for reader in (first, second):
        reader.go(path)
    for reader, text in ((first, f"One tree, {script}."), (second, f"One place, {script}.")):
        reader.page.locator("#entry-0-answer").fill(text)
        button(reader, "Keep this answer").click()
    expect(first.page.locator("h1")).to_have_text("The questions")
    told = text_of(second.page.get_by_role("alert"))
    assert "changed" in told or "meanwhile" in told, told
    assert second.page.locator("#entry-0-answer").input_value() == f"One place, {script}."
    assert f"One tree, {script}." in text_of(second.page.locator("main"))


def test_words_are_kept_while_somebody_writes(readers: Readers, hand: Hand, waiting: str) -> None:
    """Nobody presses anything; whoever comes back goes on or throws the words away."""
    reader = readers.open(cookies=hand.cookies)
    path = f"/datasets/{waiting}/context/E1"
    reader.go(path)
    blank = reader.page.locator("#entry-0-answer")
    with reader.page.expect_response(lambda answer: answer.status == 204):
        blank.fill("Every second street was walked")
    expect(reader.page.locator(".kept")).to_contain_text("Kept for later at")
    reader.go(path)
    assert "You began this on" in text_of(reader.page.locator("main"))
    assert blank.input_value() == "Every second street was walked"
    button(reader, "Throw it away").click()
    expect(reader.page.locator(".messages")).to_contain_text("Thrown away.")
    assert blank.input_value() == ""
