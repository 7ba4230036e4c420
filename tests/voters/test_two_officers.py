"""Two officers at one petition: the second is told of what the first did, and saves over it only knowingly."""

from django.urls import reverse

from tests.voters.factories import petition_of
from voters.models import Petition


def test_the_second_to_classify_is_told_before_the_first_is_overwritten(client, cast):
    petition = petition_of(cast.locality, place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    client.force_login(cast.lan)
    opened = client.get(url).context["opened_at"]
    first = {"field": "y_te", "level": "province", "competent_body": cast.department.pk}
    second = {"field": "dien", "level": "province", "competent_body": cast.committee.pk}

    taken = client.post(url, first | {"opened_at": opened})
    told = client.post(url, second | {"opened_at": opened})

    assert (taken.status_code, told.status_code) == (302, 409)
    assert (petition := Petition.objects.get(pk=petition.pk)).field == "y_te"
    (message,) = told.context["form"].non_field_errors()
    assert message.startswith(f"{cast.lan} đã lưu hồ sơ này lúc")
    assert (told.context["form"]["field"].value(), told.context["opened_at"]) == ("dien", petition.revision)

    over = client.post(url, second | {"opened_at": told.context["opened_at"]})

    assert (over.status_code, Petition.objects.get(pk=petition.pk).field) == (302, "dien")


def test_a_fault_in_between_makes_nobody_forget_which_version_was_opened(client, cast):
    petition = petition_of(cast.locality, place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    client.force_login(cast.lan)
    opened = client.get(url).context["opened_at"]
    sent = {"field": "dien", "level": "province", "competent_body": cast.department.pk}

    client.post(url, sent | {"field": "y_te", "opened_at": opened})
    faulty = client.post(url, sent | {"level": "", "opened_at": opened})

    assert (faulty.status_code, faulty.context["opened_at"]) == (422, opened)
    assert client.post(url, sent | {"opened_at": faulty.context["opened_at"]}).status_code == 409


def test_a_version_that_is_none_is_not_read(client, cast):
    petition = petition_of(cast.locality, place=cast.commune)
    url = reverse("voters:petition-move", args=[petition.pk, "classify"])
    client.force_login(cast.lan)
    sent = {"field": "y_te", "level": "province", "competent_body": cast.department.pk}

    for number, opened in enumerate(("", "mới", "-1")):
        assert client.post(url, sent | {"opened_at": opened}).status_code == 302, number
    assert client.post(url, sent | {"opened_at": "9" * 40}).status_code == 409
