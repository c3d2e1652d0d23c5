"""The schema of a view has an address that stays, for programs of any site."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from commonstacks.workshop.views import schema

ADDRESS = "/schemas/commonstacks-view-1.schema.json"
pytestmark = pytest.mark.django_db


def test_the_schema_is_served_as_it_is_published() -> None:
    response = Client().get(ADDRESS)
    assert (response.status_code, response.content) == (200, schema.published())
    assert response.headers["Content-Type"] == "application/schema+json"
    assert "immutable" in response.headers["Cache-Control"]
    Draft202012Validator.check_schema(json.loads(response.content))
    etag = response.headers["ETag"]
    assert Client().get(ADDRESS, headers={"if-none-match": etag}).status_code == 304
    assert Client().post(ADDRESS).status_code == 405


def test_the_description_of_the_api_names_it() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert ADDRESS in described["info"]["description"]
