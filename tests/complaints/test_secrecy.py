"""A letter is seen by the persons it names; nobody else learns what, from whom, or even that it is there."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from complaints import actions
from complaints.models import Letter
from coordination.audit.models import Event
from coordination.deadlines.models import Obligation
from coordination.documents.models import Attachment
from coordination.search.models import Entry
from coordination.search.queries import everywhere, matching
from coordination.workflow.models import StatusChange
from tests.complaints.factories import LetterFactory, ReceptionFactory

NAMED = {"lan", "tu"}
EVERYBODY = ("lan", "tu", "thu_ky", "minh", "ubnd", "hoa", "dai_bieu", "xa", "admin", "stranger")
SECRETS = ("ông Hai", "hối lộ", "thôn Bến", "Chưa đủ căn cứ")


@pytest.fixture
def letter(cast):
    """A denunciation, handled by Mrs Lan, read by Mr Tu, due, edited, forwarded with a note and a file."""
    letter = LetterFactory(
        locality=cast.locality,
        by=cast.lan,
        kind="denunciation",
        sender="ông Hai",
        summary="Tố cáo nhận hối lộ",
        handler=cast.lan.person,
        reception=ReceptionFactory(locality=cast.locality, body=cast.standing, status="held"),
        due_on="2026-08-01",
        related={"readers": [cast.tu.person]},
    )
    letter.refresh_from_db()
    letter.summary = "Tố cáo nhận hối lộ ở thôn Bến"
    actions.edit_letter(letter, by=cast.lan)
    actions.forward(letter, by=cast.lan, to=cast.department, note="Chưa đủ căn cứ về ông Hai")
    Attachment.objects.create(
        content_type=StatusChange.objects.about(letter).first().content_type,
        object_id=letter.pk,
        locality=letter.locality,
        confidential=True,
        title="Đơn của ông Hai",
    )
    return letter


@pytest.mark.parametrize("name", EVERYBODY)
def test_rows_and_everything_about_them(cast, letter, name):
    user = getattr(cast, name)
    seen = [
        Letter.objects.visible_to(user).exists(),
        StatusChange.objects.visible_to(user).about(letter).exists(),
        Event.objects.visible_to(user).about(letter).exists(),
        Attachment.objects.visible_to(user).about(letter).exists(),
        Entry.objects.visible_to(user).about(letter).exists(),
    ]
    assert seen == [name in NAMED] * 5


@pytest.mark.parametrize("name", EVERYBODY)
def test_obligations_are_the_handlers(cast, letter, name):
    assert Obligation.objects.visible_to(getattr(cast, name)).exists() == (name == "lan")
    assert {row.confidential for row in Obligation.objects.about(letter)} == {True}


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name not in NAMED])
def test_every_page_of_it_is_unknown(client, cast, letter, name):
    client.force_login(getattr(cast, name))
    where = reverse("complaints:letter-detail", args=[letter.pk])
    obligation = Obligation.objects.about(letter).last()
    for address in (where, f"{where}sua/", f"{where}settle/", obligation.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert client.post(f"{where}settle/", {"on": "15/7/2026", "outcome": "Xong"}).status_code == 404
    assert Letter.objects.get(pk=letter.pk).status == "forwarded"


@pytest.mark.parametrize("name", ["hoa", "ubnd"])
def test_the_list_is_empty_and_the_reception_silent(client, cast, letter, name):
    client.force_login(getattr(cast, name))
    listed = client.get(reverse("complaints:letter-list"))
    assert list(listed.context["table"].rows) == []
    page = client.get(letter.reception.get_absolute_url())
    panel = page.context["sections"][0]
    assert (panel.title, panel.count) == ("Đơn nhận tại buổi tiếp", 0)
    assert [secret for secret in (*SECRETS, letter.code) if secret in page.content.decode()] == []


@pytest.mark.parametrize("name", sorted(NAMED))
def test_the_named_read_it(client, cast, letter, name):
    client.force_login(getattr(cast, name))
    page = client.get(letter.get_absolute_url())
    assert page.context["title"] == letter.code
    assert "Tố cáo nhận hối lộ ở thôn Bến" in page.content.decode()
    [row] = client.get(reverse("complaints:letter-list")).context["table"].rows
    assert row.record == letter


def test_a_named_person_whose_role_handles_no_letters_gets_403(client, cast, letter):
    actions.edit_letter(letter, by=cast.lan, related={"readers": [cast.minh.person]})
    client.force_login(cast.minh)
    assert client.get(letter.get_absolute_url()).status_code == 403


def test_search_knows_the_code_alone(cast, letter):
    entry = Entry.objects.about(letter).get()
    assert (entry.title, entry.folded.split(), entry.exact) == (letter.code, ["dt", "2026", "0001"], "dt-2026-0001")
    rows = Letter.objects.all()
    assert list(matching(rows, "hoi lo")) == []
    assert list(matching(rows, "0001")) == [letter]
    found = {name: [row.target for row in everywhere(getattr(cast, name), letter.code)] for name in ("lan", "hoa")}
    assert (letter in found["lan"], found["hoa"]) == (True, [])


def test_the_trail_keeps_names_of_fields_only(cast, letter):
    events = Event.objects.about(letter).order_by("id")
    assert [(event.kind, event.data, event.note, event.subject_label) for event in events] == [
        ("created", {"fields": []}, "", letter.code),
        ("changed", {"fields": ["summary"]}, "", letter.code),
        ("moved", {"fields": ["from", "to", "transition"]}, "", letter.code),
    ]


def test_nothing_that_points_at_it_quotes_it(cast, letter):
    """Neither the ledger, the search index nor the trail holds a word of it."""
    rows = [
        *Event.objects.values(),
        *Entry.objects.values("title", "folded", "exact"),
        *Obligation.objects.values(),
        *StatusChange.objects.exclude(content_type=StatusChange.objects.about(letter)[0].content_type).values(),
    ]
    text = json.dumps(rows, default=str, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in text] == []


def test_an_aggregate_counts_it(cast, letter):
    assert Letter.objects.counted_in(cast.locality).count() == 1
    assert Letter.objects.counted_in(cast.other).count() == 0


def test_a_file_attached_to_it_stays_with_the_named(client, cast, letter):
    content_type = StatusChange.objects.about(letter).first().content_type
    address = reverse("documents:attachment-create", args=[content_type.pk, letter.pk])
    client.force_login(cast.hoa)
    assert client.get(address).status_code == 404
    client.force_login(cast.lan)
    posted = {"title": "Đơn của ông Hai", "file": SimpleUploadedFile("don.txt", "Kính gửi".encode())}
    client.post(address, posted)
    trail = json.dumps(list(Event.objects.values("data", "note", "subject_label")), ensure_ascii=False)
    assert "ông Hai" not in trail
