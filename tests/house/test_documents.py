"""The reference documents the code as it is: every setting, command, page and word."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click
from django.apps import apps
from django.urls import URLPattern, URLResolver

from tests.house.rules import documents

ROOT = Path(__file__).parents[2]
SETTINGS = 'HOME = text("HOME")\nLIMIT = number("LIMIT", 3)\nother = lower("x")\n'


def test_every_setting_is_documented_and_tested():
    assert documents.undocumented_settings(ROOT) == []
    assert documents.invented_settings(ROOT) == []
    assert documents.untested_settings(ROOT) == []


def test_every_command_and_option_is_documented():
    assert documents.undocumented_commands(ROOT, stacks()) == []


def test_every_page_is_documented():
    assert documents.undocumented_pages(ROOT, page_names()) == []


def test_every_record_of_the_library_has_its_word():
    assert documents.unknown_words(ROOT, model_names()) == []


def test_a_setting_that_is_only_read_or_only_told_is_reported(tmp_path):
    write(tmp_path, "src/commonstacks/config/settings.py", SETTINGS)
    write(tmp_path, "src/commonstacks/flows/a.py", 'os.environ["COMMONSTACKS_SIDE"]')
    write(tmp_path, "docs/reference/settings.md", "`COMMONSTACKS_HOME` `COMMONSTACKS_OLD`")
    write(tmp_path, "tests/config/test_a.py", "COMMONSTACKS_HOME COMMONSTACKS_SIDE")
    assert documents.undocumented_settings(tmp_path) == [
        "COMMONSTACKS_LIMIT is not in settings.md",
        "COMMONSTACKS_SIDE is not in settings.md",
    ]
    assert documents.invented_settings(tmp_path) == [
        "COMMONSTACKS_OLD is in settings.md, but nothing reads it"
    ]
    assert documents.untested_settings(tmp_path) == ["COMMONSTACKS_LIMIT is in no test"]


def test_a_command_or_option_without_its_words_is_reported(tmp_path):
    write(tmp_path, "docs/reference/command-line.md", "# x\n\n## stacks add\n\n`--json`\n")
    options = [click.Option(["--json"]), click.Option(["--title"])]
    group = click.Group(
        commands={"add": click.Command("add", params=options), "ask": click.Command("ask")}
    )
    assert documents.undocumented_commands(tmp_path, group) == [
        "stacks add: --title is not in command-line.md",
        "stacks ask has no section in command-line.md",
    ]


def test_a_page_without_its_words_is_reported(tmp_path):
    write(tmp_path, "docs/reference/pages.md", "| `dataset` | the page |")
    assert documents.undocumented_pages(tmp_path, {"dataset", "place"}) == [
        "page place is not in pages.md"
    ]


def test_a_record_without_its_word_is_reported(tmp_path):
    write(tmp_path, "docs/reference/words.md", "- **dataset**: one thing\n")
    assert documents.unknown_words(tmp_path, {"Dataset", "StaleMark"}) == [
        "StaleMark: “stale mark” is not in words.md"
    ]


def stacks() -> click.Group:
    module = import_module("commonstacks.doors.cli.main")
    return next(thing for thing in vars(module).values() if isinstance(thing, click.Group))


def page_names() -> set[str]:
    return set(named(import_module("commonstacks.doors.web.urls").urlpatterns))


def named(patterns) -> list[str]:
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += named(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append(pattern.name)
    return found


def model_names() -> set[str]:
    return {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("commonstacks.library.")
    }


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
