"""A petition that is a complaint or denunciation becomes a letter; what it said is read nowhere else any more."""

from datetime import date

import pytest
from django.urls import reverse

from complaints.models import Letter
from coordination.audit.models import Event
from coordination.deadlines.models import Obligation
from coordination.notices.models import Notice
from coordination.records.errors import Forbidden
from coordination.search.models import Entry
from coordination.workflow.models import StatusChange
from tests.voters.factories import brought_to, petition_of
from voters import actions, queries
from voters.actions.leaving import NEUTRAL
from voters.models import Petition

SECRET = "Cán bộ thôn Thượng nhận tiền của dân"


@pytest.fixture
def petition(cast):
    petition = petition_of(
        cast.locality,
        place=cast.commune,
        title=SECRET,
        content=f"{SECRET}, xin xử lý.",
        voter="Ông N.V.A.",
        due_on=date(2026, 11, 18),
    )
    petition.urgent = True
    actions.edit_petition(petition, by=cast.lan)
    return brought_to(petition, "forwarded", cast.department)


def url(petition):
    return reverse("complaints:letter-from-petition", args=[petition.pk])


def posted(cast, **fields):
    return {
        "kind": "denunciation",
        "received_on": "18/05/2026",
        "sender": "Ông N.V.A.",
        "summary": f"{SECRET}, xin xử lý.",
        "handler": cast.lan.person.pk,
    } | fields


def test_a_denunciation_leaves_nothing_behind(client, cast, petition):
    client.force_login(cast.lan)
    assert url(petition) in [button.url for button in client.get(petition.get_absolute_url()).context["buttons"]]
    form = client.get(url(petition)).context["form"]
    assert (form.initial["summary"], form.initial["sender"]) == (petition.content, "Ông N.V.A.")
    assert client.post(url(petition), posted(cast)).status_code == 302
    letter = Letter.objects.get()
    assert (letter.confidential, letter.sender, letter.handler) == (True, "", cast.lan.person)
    assert letter.summary == f"{SECRET}, xin xử lý.\n(Chuyển từ kiến nghị {petition.code}.)"
    petition.refresh_from_db()
    assert (petition.status, petition.result, petition.confidential) == ("returned", "returned", True)
    assert (petition.content, petition.title, petition.voter, petition.place_detail) == (
        NEUTRAL,
        NEUTRAL,
        "",
        "",
    )
    for user in (cast.lan, cast.tu, cast.minh, cast.ubnd, cast.hoa, cast.xa):
        client.force_login(user)
        assert client.get(petition.get_absolute_url()).status_code == 404
        assert Petition.objects.visible_to(user).count() == 0
        for model in (Event, StatusChange, Notice):
            assert not model.objects.visible_to(user).about(petition).exists(), model
        assert not Obligation.objects.visible_to(user).filter(title__contains=SECRET).exists()
        found = (
            Entry.objects.visible_to(user).filter(exact__contains=SECRET.lower()).exclude(content_type__model="letter")
        )
        assert not found.exists()
        page = client.get(reverse("voters:petition-list"))
        assert SECRET not in page.content.decode()


def test_it_goes_on_being_counted_as_returned(client, cast, petition):
    client.force_login(cast.lan)
    client.post(url(petition), posted(cast, kind="complaint"))
    assert queries.by_result(Petition.objects.counted_in(cast.locality), date(2026, 10, 1))["returned"] == 1
    assert Letter.objects.get().sender == "Ông N.V.A."
    assert [row.status for row in Obligation.objects.about(petition)] == ["waived"]


@pytest.mark.parametrize(
    ("user", "status"), [("minh", 403), ("ubnd", 403), ("hoa", 403), ("thu_ky", 403), ("xa", 403), ("stranger", 404)]
)
def test_only_who_keeps_both_registers(client, cast, petition, user, status):
    someone = getattr(cast, user)
    client.force_login(someone)
    assert client.get(url(petition)).status_code in (status, 403)
    assert client.post(url(petition), posted(cast)).status_code in (status, 403)
    with pytest.raises(Forbidden):
        actions.leave_for_letters(Petition.objects.get(pk=petition.pk), by=someone)
    petition.refresh_from_db()
    assert (Letter.objects.count(), petition.status, petition.content.startswith(SECRET)) == (0, "forwarded", True)


def test_faults_leave_everything_as_it_was(client, cast, petition):
    client.force_login(cast.lan)
    assert client.post(url(petition), posted(cast, handler="")).status_code == 422
    petition.refresh_from_db()
    assert (Letter.objects.count(), petition.status) == (0, "forwarded")


def test_an_answered_petition_is_no_letter(client, cast):
    answered = brought_to(petition_of(cast.locality), "answered", cast.department)
    client.force_login(cast.lan)
    assert client.get(url(answered)).status_code == 403
