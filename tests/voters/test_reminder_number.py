"""The number of a written reminder: of the book, or as typed for a letter that was written elsewhere."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.search.queries import matching
from tests.documents.factories import OfficialDocumentFactory
from tests.voters.factories import brought_to, petition_of
from voters import actions
from voters.models import FollowUp


@pytest.fixture
def draft(cast):
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    return actions.urge(petition, by=cast.lan)


def test_a_typed_number_stands_in_its_column(client, cast, draft):
    client.force_login(cast.lan)
    typed = {"sent_on": "30/09/2026", "number": " 12/HĐND-VP "}
    assert client.post(reverse("voters:followup-move", args=[draft.pk, "send"]), typed).status_code == 302
    draft.refresh_from_db()
    assert (draft.number, draft.document, draft.reference) == ("12/HĐND-VP", None, "12/HĐND-VP")
    (row,) = client.get(reverse("voters:followup-list")).context["table"].rows
    assert row.get_cell("reference") == "12/HĐND-VP"
    assert dict(client.get(draft.get_absolute_url()).context["facts"])["Số, ký hiệu"] == "12/HĐND-VP"
    assert list(matching(FollowUp.objects.all(), "12/HĐND-VP")) == [draft]


def test_that_of_the_book_goes_before(cast, draft):
    document = OfficialDocumentFactory(locality=cast.locality, number="15", symbol="HĐND-VP")
    actions.send_follow_up(draft, by=cast.lan, sent_on=D(2026, 9, 30), document=document)
    assert (draft.number, draft.reference) == ("", document.reference)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(client, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
        sent = actions.urge(petition, by=cast.lan)
        actions.send_follow_up(sent, by=cast.lan, sent_on=D(2026, 9, 30), number="12/HĐND-VP")
    client.force_login(cast.lan)
    client.get(reverse("voters:followup-list"))
    with django_assert_num_queries(16):
        assert len(client.get(reverse("voters:followup-list")).context["table"].rows) == rows


def test_another_place_is_not_told(client, cast, draft):
    actions.send_follow_up(draft, by=cast.lan, sent_on=D(2026, 9, 30), number="12/HĐND-VP")
    client.force_login(cast.stranger)
    assert client.get(draft.get_absolute_url()).status_code == 404
