"""Text goes over the line at an eighth of its length; whoever cannot unpack it gets it as it is."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT: Final = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/schema+json",
    "application/xml",
    "image/svg+xml",
)


class ZipMiddleware(GZipMiddleware):
    """Django's, for whole texts. Downloads go in parts that fit each other, so their bytes stay;
    and tables, pictures and archives are packed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        told = response.headers.get("Content-Type", "")
        if response.streaming or not told.startswith(TEXT):
            return response
        return super().process_response(request, response)
