"""Forms say at the field what cannot be, propose what is meant, and leave out what is never the user's."""

import pytest
from django.urls import reverse

from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import draft_in
from voters import actions

LIST = reverse("voters:petition-list")


def test_a_body_leads_or_supports(client, cast):
    petition = petition_of(cast.locality, due_on=None)
    client.force_login(cast.lan)
    url = reverse("voters:petition-move", args=[petition.pk, "forward"])
    typed = {"to": cast.department.pk, "supporting": [cast.department.pk, cast.committee.pk]}
    answer = client.post(url, typed | {"due_on": "01/12/2026", "on": "01/10/2026"})
    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {"supporting": ["Sở Y tế đã là cơ quan chủ trì."]}
    assert petition.referrals.count() == 0
    answer = client.post(url, typed | {"supporting": [cast.committee.pk], "due_on": "01/12/2026", "on": "01/10/2026"})
    assert (answer.status_code, list(petition.referrals.get().supporting.all())) == (302, [cast.committee])


@pytest.mark.parametrize("hangs_on", ["parent", "serves"])
def test_the_front_judges_and_not_its_office(client, cast, hangs_on):
    where = {"parent": cast.front} if hangs_on == "parent" else {"serves": [standing_of_the_front(cast)]}
    office = BodyFactory(locality=cast.locality, kind=BodyKind.OFFICE, name="Văn phòng MTTQ tỉnh", **where)
    clerk = cast.acting_as(office, "front_clerk")
    petition = brought_to(petition_of(cast.locality, due_on=None), "answered", cast.department)
    client.force_login(clerk)
    field = client.get(reverse("voters:petition-move", args=[petition.pk, "judge"])).context["form"]["body"]
    assert (field.value(), cast.front in field.field.queryset) == (cast.front.pk, True)


def standing_of_the_front(cast):
    return BodyFactory(
        locality=cast.locality, kind=BodyKind.FRONT_STANDING, name="Ban Thường trực MTTQ tỉnh", parent=cast.front
    )


def test_what_waits_for_a_check_waits_for_the_leader_too(client, cast):
    for status in ("checking", "clearing", "cleared", "drafting"):
        petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", cast.department)
        draft_in(status, petition, cast.department, by=cast.minh)
    client.force_login(cast.chief)
    links = {button.label: button.url for button in client.get(LIST).context["acts"]}
    rows = client.get(links["Dự thảo chờ tôi: 3"]).context["page"].object_list
    assert {row.record.status for row in rows} == {"checking", "clearing", "cleared"}
    client.force_login(cast.minh)  # wrote them: another one checks
    rows = client.get(f"{reverse('voters:replydraft-list')}?waiting=true").context["page"].object_list
    assert {row.record.status for row in rows} == {"cleared"}


def test_a_verb_that_is_never_the_user_s_is_absent(client, cast):
    petition = petition_of(cast.locality, place=cast.commune, due_on=None)
    actions.forward(petition, by=LOADER, to=cast.department, supporting=[cast.committee])
    offered = {}
    for name in ("ubnd", "minh", "chief", "lan", "xa"):
        client.force_login(getattr(cast, name))
        page = client.get(LIST)
        offered[name] = "Giao cơ quan chuyên môn" in {button.label for button in page.context["picks"].buttons}
    assert offered == {"ubnd": True, "minh": False, "chief": False, "lan": False, "xa": True}
