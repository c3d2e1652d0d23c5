"""What a worker hands back is read as what it answered."""

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import answering, locked, replies
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.spec import parse
from tests.workshop.views import tables


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    return tables.odd(tmp_path_factory.mktemp("odd"))


@pytest.mark.parametrize(
    "charts",
    [
        [{"kind": "bars", "columns": ["code"], "measure": {"take": "max", "of": "m"}}],
        [{"kind": "histogram", "columns": ["value"]}, {"kind": "points", "columns": ["v0", "value"]}],
        [{"kind": "time", "columns": ["m"], "value": "v0"}],
        [{"kind": "areas", "columns": ["code"], "value": "v0"}],
        [{"kind": "multiples", "columns": ["m", "code"], "inner": "time", "measure": {"take": "share"}}],
        [{"kind": "ranked", "columns": ['a"b'], "measure": {"take": "median", "of": "v0"}}],
    ],
)  # fmt: skip
def test_an_answer_comes_back_equal(odd, charts):
    facts = {"schema": "commonstacks-view/1", "dataset": "d", "version": 1, "table": "0f" * 32}
    filters = [{"column": "v0", "from": 3}]
    spec = parse({**facts, "charts": charts, "filters": filters, "compare": "whole"})
    told = answering.answer(locked.connect(odd.files), odd.files, spec, OPEN)
    reply = replies.answer_reply(odd.files, spec, OPEN)
    assert replies.read_answer(reply, spec.charts) == told
    assert replies.answer_reply(odd.files, spec, OPEN) == reply
    page = answering.table_page(locked.connect(odd.files), odd.files, spec, OPEN, first=2, limit=30)
    again = replies.page_reply(odd.files, spec, OPEN, first=2, limit=30)
    assert replies.read_page(again) == page


def test_a_protected_table_is_refused_by_the_worker_too(odd):
    facts = {"schema": "commonstacks-view/1", "dataset": "d", "version": 1, "table": "0f" * 32}
    spec = parse({**facts, "charts": [{"kind": "bars", "columns": ["code"]}]})
    with pytest.raises(Refusal, match="about people"):
        replies.answer_reply(odd.files, spec, Policy(5))
    with pytest.raises(Refusal, match="about people"):
        replies.page_reply(odd.files, spec, Policy(5), first=1, limit=1)
