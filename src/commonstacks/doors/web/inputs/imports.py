"""The page on which a documentation is handed in: pasted, or as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from commonstacks.flows.importing import Given
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.answers import check_date

MOST: Final = 1_000_000  # bytes of a file


@dataclass(frozen=True, slots=True)
class TypedImport:
    """As it was typed, so that nothing is lost when it is refused."""

    text: str = ""
    title: str = ""
    url: str = ""
    read_on: str = ""
    voice: str = "P"

    def given(self) -> Given:
        day = check_date("The day", self.read_on) if self.read_on else None
        return Given(self.text, self.title, self.url, day, self.voice)


def typed_import(post: QueryDict, files: Mapping[str, Any]) -> TypedImport:
    """A chosen file goes before pasted text, and gives its name where none was typed."""
    file = files.get("file")
    uploaded: UploadedFile[bytes] | None = file if isinstance(file, UploadedFile) else None
    title = post.get("title", "").strip() or (uploaded.name or "" if uploaded else "")
    return TypedImport(
        text=text_of(uploaded) if uploaded else post.get("text", ""),
        title=title,
        url=post.get("url", "").strip(),
        read_on=post.get("read_on", "").strip(),
        voice=post.get("voice", "P"),
    )


def text_of(file: UploadedFile[bytes]) -> str:
    if file.size is None or file.size > MOST:
        raise Refusal("The file is larger than one megabyte.", "Give only the documentation.")
    try:
        return str(file.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "The file is no text in UTF-8.", "Save it as text, or paste its words."
        ) from error
