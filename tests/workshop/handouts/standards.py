"""The folder of official shapes and schemas, and the validators that run them."""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest

STANDARDS = Path(os.environ.get("COMMONSTACKS_STANDARDS", "../shared/standards")).resolve()
needed = pytest.mark.skipif(not STANDARDS.is_dir(), reason="the published shapes are not here")


@cache
def shapes(*files: str) -> Any:
    from rdflib import Graph

    graph = Graph()
    for file in files:
        graph.parse(STANDARDS / file)
    return graph


def results(turtle: str, *files: str) -> list[tuple[str, str]]:
    """(path, severity) of every result of these SHACL shapes, warnings too."""
    import pyshacl
    from rdflib import SH, Graph

    with warnings.catch_warnings():
        # pySHACL copies the graph through a class that rdflib, which wrote it, deprecates.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        _, report, _ = pyshacl.validate(
            Graph().parse(data=turtle, format="turtle"), shacl_graph=shapes(*files), advanced=True
        )
    return sorted(
        (_last(report.value(each, SH.resultPath)), _last(report.value(each, SH.resultSeverity)))
        for each in report.objects(None, SH.result)
    )


def _last(iri: object) -> str:
    return str(iri).replace("#", "/").rpartition("/")[2]
