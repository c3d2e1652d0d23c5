"""The charts in somebody else's page: framed by anybody, never without their context."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from commonstacks.flows import takedown
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def base(dogs: str, writer: Client) -> str:
    library.publish(writer, dogs)
    return f"/datasets/{dogs}/v/1"


def test_only_the_embed_may_be_framed(base: str, client: Client):
    page = client.get(f"{base}/embed")
    assert page.status_code == 200
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    for other in (base, f"{base}/rows", "/"):
        page = client.get(other)
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"


def test_under_the_charts_stand_version_licence_and_the_way_to_the_story(base: str, client: Client):
    page = text_of(client.get(f"{base}/embed"))
    assert "version 1, taken in" in page
    assert "Licence: not recorded." in page
    assert "The story names nothing that is left out." in page
    assert f'href="{base}" target="_blank"' in page
    assert '<header class="site">' not in page


def test_engines_do_not_list_it(base: str, client: Client):
    page = client.get(f"{base}/embed")
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text_of(page)


def test_what_is_chosen_in_a_frame_stays_in_the_frame(base: str, client: Client):
    page = text_of(client.get(f"{base}/embed"))
    assert f'data-views-url="{base}/embed/"' in page
    assert f'action="{base}/embed"' in page
    assert f"{base}/view/" not in page
    whole = re.search(r'name="spec" value="([\w-]+)"', page)
    assert whole
    chosen = client.get(f"{base}/embed", {"spec": whole[1]})
    assert chosen.status_code == 302
    assert chosen["Location"] == f"{base}/embed/{whole[1]}"
    again = client.get(chosen["Location"])
    assert again.status_code == 200
    assert f'href="{base}/view/{whole[1]}"' in text_of(again)


def test_a_frame_shows_what_is_published_whoever_looks(dogs: str, writer: Client):
    page = writer.get(f"/datasets/{dogs}/v/1/embed")
    assert page.status_code == 403
    assert "is waiting for its context" in unescape(text_of(page))
    assert "Elm Street" not in text_of(page)


def test_a_frame_of_what_was_erased_says_so(base: str, dogs: str, steward: Account, client: Client):
    takedown.remove_rows(Dataset.objects.get(slug=dogs), reason="It named people.", by=steward)
    page = client.get(f"{base}/embed")
    assert page.status_code == 410
    assert "It named people." in text_of(page)
    assert "frame-ancestors *" in page["Content-Security-Policy"]


def test_lines_to_copy_are_whole_even_with_a_quote_in_the_title(
    base: str, dogs: str, client: Client
):
    Dataset.objects.filter(slug=dogs).update(title='Dogs "of" one street')
    page = text_of(client.get(f"{base}/cite"))
    copied = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    assert copied == (
        f'<iframe src="http://127.0.0.1:8000{base}/embed" title="Dogs &quot;of&quot; one street"'
        ' width="100%" height="720" loading="lazy" style="border: 0"></iframe>'
    )
