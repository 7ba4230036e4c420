"""Which indexes the table of petitions has."""

import pytest
from django.db import connection


@pytest.mark.parametrize("key", ["batch_id", "competent_body_id", "meeting_id", "monitor_id", "place_id", "session_id"])
@pytest.mark.django_db
def test_a_key_that_lists_are_narrowed_by_has_the_one_index_of_the_list(key):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "voters_petition").values()
    begun = [index["columns"] for index in found if index["index"] and index["columns"][:1] == [key]]
    assert begun == [[key, "received_on", "id"]]
