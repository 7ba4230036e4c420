"""Upwards to the centre a petition goes through the delegation: proposed where there is only one, and why is said."""

import pytest
from django.urls import reverse

from tests.people.factories import BodyFactory
from tests.voters.factories import petition_of

WHY = "Điền sẵn: thẩm quyền là Trung ương, và chỉ có một Đoàn đại biểu Quốc hội."
USUAL = "Đoàn đại biểu Quốc hội, khi chuyển lên cơ quan Trung ương."


@pytest.fixture
def delegation(cast):
    return BodyFactory(locality=cast.locality, kind="na_delegation", name="Đoàn ĐBQH tỉnh")


@pytest.fixture
def ministry(cast):
    return BodyFactory(locality=cast.locality, kind="central", name="Bộ Xây dựng")


def url_of(petition) -> str:
    return reverse("voters:petition-move", args=[petition.pk, "forward"])


def offered(client, user, petition) -> tuple:
    """What stands in the field, and what is said below it."""
    client.force_login(user)
    box = client.get(url_of(petition)).context["form"]["through"]
    return box.value(), str(box.help_text)


def test_the_only_delegation_is_proposed(client, cast, delegation, ministry):
    petition = petition_of(cast.locality, level="central", competent_body=ministry)
    assert offered(client, cast.lan, petition) == (delegation.pk, WHY)
    nobody_yet = petition_of(cast.locality, level="central", competent_body=None)
    assert offered(client, cast.lan, nobody_yet) == (delegation.pk, WHY)
    typed = {"to": ministry.pk, "through": delegation.pk, "due_on": "30/10/2026", "on": "01/10/2026"}
    assert client.post(url_of(petition), typed).status_code == 302
    assert petition.referrals.get().through == delegation


@pytest.mark.parametrize("level", ["province", "commune", "vertical"])
def test_elsewhere_nothing_is_proposed(client, cast, delegation, level):
    assert offered(client, cast.lan, petition_of(cast.locality, level=level)) == (None, USUAL)


def test_of_several_none_is_proposed_and_it_is_not_its_own_way(client, cast, delegation, ministry):
    itself = petition_of(cast.locality, level="central", competent_body=delegation)
    assert offered(client, cast.lan, itself) == (None, USUAL)
    BodyFactory(locality=cast.locality, kind="na_delegation", name="Đoàn ĐBQH tỉnh khác")
    petition = petition_of(cast.locality, level="central", competent_body=ministry)
    assert offered(client, cast.lan, petition) == (None, USUAL)


def test_nobody_to_propose(client, cast, ministry):
    petition = petition_of(cast.locality, level="central", competent_body=ministry)
    assert offered(client, cast.lan, petition) == (None, USUAL)


@pytest.mark.parametrize("to", ["department", "delegation"])
def test_what_was_proposed_does_not_stay_by_mistake(client, cast, delegation, ministry, to):
    petition = petition_of(cast.locality, level="central", competent_body=ministry)
    chosen = delegation if to == "delegation" else cast.department
    client.force_login(cast.lan)
    typed = {"to": chosen.pk, "through": delegation.pk, "due_on": "30/10/2026", "on": "01/10/2026"}
    page = client.post(url_of(petition), typed)
    words = "Bỏ trống: chỉ ghi khi nơi nhận là cơ quan Trung ương."
    assert (page.status_code, page.context["form"].errors) == (422, {"through": [words]})
    assert petition.referrals.count() == 0
    assert client.post(url_of(petition), typed | {"through": ""}).status_code == 302
    assert petition.referrals.get().through is None
