"""One view has one address, the same in Python and in the page."""

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.spec import AnyOf, Chart, ViewSpec, parse
from commonstacks.workshop.views.tokens import (
    LONGEST,
    cube_digest,
    from_token,
    spec_digest,
    token,
)

STATE = Chart("bars", ("state",))


def view(*values):
    filters = [{"column": "state", "any_of": list(values)}] if values else []
    return parse(
        {
            "schema": "commonstacks-view/1",
            "dataset": "us-postal-codes",
            "version": 1,
            "table": "0f" * 32,
            "charts": [{"kind": "bars", "columns": ["state"]}],
            "filters": filters,
        }
    )


@given(st.lists(st.none() | st.text(max_size=20), min_size=1, max_size=20))
def test_a_view_comes_back_from_its_address(values):
    spec = view(*values)
    assert from_token(token(spec)) == spec


def test_the_same_choice_in_another_order_has_the_same_address():
    assert token(view("NY", None, "NJ")) == token(view("NJ", "NY", None, "NY"))
    assert view("\U0001f600", "\uffee").filters == (AnyOf(("state",), ("\U0001f600", "\uffee")),)


def test_an_address_written_in_another_way_is_refused():
    text = base64.urlsafe_b64decode(token(view("NY")) + "==")
    spaced = base64.urlsafe_b64encode(text.replace(b",", b", ")).rstrip(b"=").decode()
    packed = base64.urlsafe_b64encode(zlib.compress(text)).rstrip(b"=").decode()
    for other in (spaced, packed, token(view("NY")) + "=", token(view("NY"))[:-2], "é", ""):
        with pytest.raises(Refusal):
            from_token(other)


def test_a_view_too_long_for_an_address_is_refused():
    long = ViewSpec(
        "d", 1, "0f" * 32, (STATE,), (AnyOf(("state",), tuple(x * 900 for x in "abcd")),)
    )
    with pytest.raises(Refusal, match="too long"):
        token(long)
    with pytest.raises(Refusal):
        from_token("A" * (LONGEST + 1))


def test_a_cube_is_named_by_its_charts_and_a_view_by_everything():
    assert cube_digest(view("NY").charts) == cube_digest(view().charts)
    assert spec_digest(view("NY")) != spec_digest(view())
    assert json.loads(base64.urlsafe_b64decode(token(view()) + "==="))["version"] == 1
