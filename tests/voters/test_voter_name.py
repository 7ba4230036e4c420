"""The voter's name: for those who keep the register; in no list, search, file, message or log of anybody else."""

import logging
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from coordination.audit.models import Event
from coordination.notices.models import Notice
from coordination.search.models import Entry
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.models import Petition

NAME = "Zxqvkwyj Thị Bưởi"
WORD = "zxqvkwyj"
"""So long that no random mark of a form holds it."""
OTHERS = ["minh", "ubnd", "dai_bieu"]


@pytest.fixture
def petition(cast):
    """Forwarded, answered, and its voter's name corrected on the way: everybody concerned may see it."""
    found = petition_of(cast.locality, voter=f"{NAME} Em", place=cast.commune, due_on=None)
    actions.forward(found, by=LOADER, to=cast.department)
    found.voter = NAME
    actions.edit_petition(found, by=cast.lan)
    actions.accept(found, by=cast.minh)
    return actions.reply(found, by=cast.chief, result="explained", text="Giải trình.")


def test_register_keepers_read_and_type_it(client, cast, petition):
    client.force_login(cast.lan)
    assert NAME in client.get(petition.get_absolute_url()).content.decode()
    assert f'value="{NAME}"' in client.get(reverse("voters:petition-edit", args=[petition.pk])).content.decode()


@pytest.mark.parametrize("name", OTHERS)
def test_others_read_the_petition_without_it(client, cast, petition, name):
    client.force_login(getattr(cast, name))
    seen = client.get(petition.get_absolute_url())
    assert (seen.status_code, petition.title in seen.content.decode()) == (200, True)
    pages = [
        petition.get_absolute_url(),
        reverse("voters:petition-list"),
        reverse("voters:referral-detail", args=[petition.referrals.get().pk]),
        reverse("voters:reply-detail", args=[petition.replies.get().pk]),
        reverse("voters:bounce-list"),
        reverse("voters:merge-board"),
        reverse("voters:petition-edit", args=[petition.pk]),
        reverse("voters:petition-follow", args=[petition.pk]),
    ]
    for url in pages:
        assert WORD not in client.get(url).content.decode().lower(), url


@pytest.mark.parametrize("name", ["lan", "hoa", *OTHERS])
def test_nobody_finds_a_petition_by_it(client, cast, petition, name):
    client.force_login(getattr(cast, name))
    assert client.get(reverse("voters:petition-list"), {"q": WORD}).context["total"] == 0
    assert Entry.objects.filter(exact__icontains=WORD).count() == 0
    assert Petition.objects.filter(title__icontains=WORD).count() == 0


@pytest.mark.parametrize("name", OTHERS)
def test_no_file_of_others_holds_it(client, cast, petition, name):
    client.force_login(getattr(cast, name))
    answer = client.get(reverse("voters:petition-list"), {"xuat": "xlsx"})
    assert answer.status_code == 200
    rows = load_workbook(BytesIO(answer.getvalue())).active.iter_rows(values_only=True)
    cells = [str(cell) for row in rows for cell in row]
    assert petition.title in " ".join(cells)
    assert [cell for cell in cells if WORD in cell.lower()] == []


def test_no_message_and_no_note_of_the_trail_holds_it(cast, petition):
    assert [row for row in Notice.objects.values_list() if WORD in str(row).lower()] == []
    events = Event.objects.values_list("note", "subject_label", "actor_name")
    assert [row for row in events if WORD in str(row).lower()] == []


def test_it_stands_in_no_log_and_no_address(client, cast, petition, caplog):
    client.force_login(cast.lan)
    edit = reverse("voters:petition-edit", args=[petition.pk])
    with caplog.at_level(logging.DEBUG):
        wrong = client.post(edit, {"voter": NAME, "received_on": "31/02/2026"})
        saved = client.post(reverse("voters:petition-similar"), {"content": "Đường hỏng nặng quá", "voter": NAME})
    assert (wrong.status_code, saved.status_code) == (422, 200)
    assert WORD not in caplog.text.lower()
    assert WORD not in saved.content.decode().lower()
