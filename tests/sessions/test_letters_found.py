"""Letters drafted from records in the search box: a draft is found by the side that writes it, by nobody else."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from coordination.documents import drafting, letters
from coordination.documents.models import LetterDraft
from coordination.search.models import Entry
from coordination.search.queries import everywhere
from tests.sessions.factories import CouncilSessionFactory

migration = import_module("coordination.documents.migrations.0003_letters_found")


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", part="mid_year", term=cast.term)


@pytest.fixture
def write(cast, session):
    """A saved convening decision of the council's office."""

    def make(**fields):
        letter, recipients = drafting.begun(letters.kind_of("session-convening"), session, cast.lan)
        signed = {"abstract": "Về việc mở kỳ họp", "body": "Điều 1. Ông Lò Văn Thử.", "symbol": "QĐ-HĐND"}
        for name, value in (signed | fields).items():
            setattr(letter, name, value)
        return drafting.create(letter, by=cast.lan, related={"recipients": recipients})

    return make


def found(user, words) -> list:
    """Letters among all that is found."""
    return [entry.target for entry in everywhere(user, words) if entry.content_type.model == "letterdraft"]


def test_a_draft_is_found_by_its_own_side_only(cast, write):
    letter = write()
    readers = (cast.lan, cast.thu_ky, cast.tu)
    others = (cast.ubnd, cast.hoa, cast.minh, cast.dai_bieu, cast.xa, cast.stranger)
    for words in ("mo ky hop", "quyet dinh trieu tap", "QĐ-HĐND", f'"{letter.issuer.name}"'):
        assert [found(user, words) for user in readers] == [[letter]] * 3
        assert [found(user, words) for user in others] == [[]] * 6


def test_the_page_of_results_shows_it_to_its_side_and_to_nobody_else(client, cast, write):
    address = write().get_absolute_url()
    shown = {}
    for user in (cast.lan, cast.ubnd, cast.hoa, cast.stranger):
        client.force_login(user)
        shown[user] = address in client.get(reverse("search:results"), {"q": "mo ky hop"}).content.decode()
    assert shown == {cast.lan: True, cast.ubnd: False, cast.hoa: False, cast.stranger: False}


def test_what_is_written_in_it_is_not_searched(cast, write):
    write()
    assert found(cast.lan, "Lo Van Thu") == []


def test_a_change_is_followed_and_once_issued_those_it_goes_to_find_it_by_its_number(cast, write):
    letter = write()
    letter.abstract = "Về việc triệu tập chuyên đề"
    drafting.change(letter, by=cast.lan)
    assert [found(cast.lan, words) for words in ("mo ky hop", "chuyen de")] == [[], [letter]]
    assert found(cast.ubnd, "chuyen de") == []

    document = drafting.issue(letter, by=cast.lan)

    assert found(cast.ubnd, f'"{document.reference}"') == [letter]
    assert found(cast.stranger, "chuyen de") == []


def test_of_a_confidential_one_only_the_code_is_found(cast, write):
    letter = write(confidential=True)
    assert found(cast.lan, "mo ky hop") == []
    assert Entry.objects.about(letter).get().title == f"Văn bản soạn theo mẫu số {letter.pk}"


def test_the_list_is_searched_without_accents(client, cast, write):
    letter = write()
    write(abstract="Về việc khác")
    client.force_login(cast.lan)
    page = client.get(reverse("documents:letterdraft-list"), {"q": "mo ky hop"})
    assert [row.record for row in page.context["table"].rows] == [letter]


@pytest.mark.parametrize("rows", [1, 3])
def test_what_was_drafted_before_is_entered_as_if_it_were_saved_today(cast, write, rows):
    for number in range(rows):
        write(abstract=f"Về việc số {number}", confidential=number == 1)
    drafting.issue(LetterDraft.objects.order_by("pk").first(), by=cast.lan)
    columns = [field.attname for field in Entry._meta.concrete_fields if field.name != "id"]
    entries = Entry.objects.filter(content_type__model="letterdraft").order_by("object_id")
    saved = list(entries.values(*columns))
    assert len(saved) == rows

    entries.delete()
    migration.enter_letters(apps, None)

    assert list(entries.values(*columns)) == saved
