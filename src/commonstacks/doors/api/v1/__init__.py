"""The read API, version 1: published datasets, never without their context."""

from __future__ import annotations

from ninja import NinjaAPI

from commonstacks.doors.api import errors
from commonstacks.doors.api.v1 import contexts, datasets, elsewhere, exports, versions, waiting

api = NinjaAPI(
    title="Commonstacks",
    version="1",
    description=(
        "Read-only. Every answer about a dataset carries its context: what is in it, who made it, "
        "who was left out. A dataset that still waits for its context answers 403 with a stub. "
        "The JSON Schema of a view is at /schemas/commonstacks-view-1.schema.json."
    ),
    urls_namespace="api-v1",
    docs_url=None,  # a page from elsewhere would break our Content-Security-Policy
)
errors.translate(api)
api.add_decorator(errors.only_known_parameters)
api.add_router("", datasets.router)
api.add_router("", versions.router)
api.add_router("", exports.router)
api.add_router("", contexts.router)
api.add_router("", waiting.router)
api.add_router("", elsewhere.router)  # last: every address that none of the others knows
