import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.doors.web import library
from tests.doors.web.conftest import *
pytestmark = pytest.mark.django_db
def test_probe(dogs, writer):
    library.publish(writer, dogs)
    c=Client(); c.get(f"/datasets/{dogs}")
    with CaptureQueriesContext(connection) as asked:
        c.get(f"/datasets/{dogs}")
    for q in asked.captured_queries: print(q["sql"][:230].replace("\n"," ")); print()
    assert 0
