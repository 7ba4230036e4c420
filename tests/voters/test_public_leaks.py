"""Nothing that was not published can be reached, found, counted or guessed, by anybody who is not signed in."""

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.audit.models import Event
from coordination.people.models import Locality
from coordination.search.models import Entry
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_publishing import open_room, published, put_up
from voters import actions as life
from voters import codes, public_access
from voters.actions import publishing as actions
from voters.models import Petition, Publication, PublicRoom

SECRET = "zebra"
"""The word that stands in everything that nobody outside may read, and nowhere else."""
VOTER = "Trần Thị Bưởi"
FOLLOW = reverse("public:follow")


@pytest.fixture(autouse=True)
def _forgotten():
    public_access.store().clear()


def secret_of(locality, **fields):
    """A petition full of things that nobody outside may read."""
    words = {"title": f"Chuyện {SECRET} tại xóm", "content": f"Nội dung {SECRET} của bà {VOTER}.", "voter": VOTER}
    return petition_of(locality, **words | fields)


def _never_prepared(cast):
    return secret_of(cast.locality)


def _draft_only(cast):
    petition = secret_of(cast.locality)
    actions.prepare_proposed(petition, by=LOADER)
    return petition


def _withdrawn(cast):
    petition = secret_of(cast.locality)
    actions.withdraw(put_up(petition), by=LOADER, reason="Nhầm.")
    return petition


def _drafted_again(cast):
    petition = _withdrawn(cast)
    actions.redraft(Publication.objects.get(petition=petition), by=LOADER)
    return petition


def _made_confidential(cast):
    petition = secret_of(cast.locality)
    put_up(petition)
    petition.confidential = True
    return life.edit_petition(petition, by=LOADER)


def _made_confidential_behind_our_back(cast):
    petition = secret_of(cast.locality)
    put_up(petition)
    Petition.objects.filter(pk=petition.pk).update(confidential=True)
    return petition


def _made_a_draft(cast):
    petition = secret_of(cast.locality)
    put_up(petition)
    Petition.objects.filter(pk=petition.pk).update(draft_of=cast.council)
    return petition


def _merged(cast):
    petition = secret_of(cast.locality)
    put_up(petition)
    lead = petition_of(cast.locality, confidential=True)
    Petition.objects.filter(pk=petition.pk).update(merged_into=lead)
    return petition


def _elsewhere_with_a_closed_room(cast):
    petition = secret_of(cast.other)
    put_up(petition)
    return petition


def _room_closed_again(cast):
    petition = secret_of(cast.commune)
    open_room(cast.commune)
    put_up(petition)
    actions.set_room(PublicRoom(locality=cast.commune, is_open=False), by=LOADER)
    return petition


def _ended_place(cast):
    petition = secret_of(cast.ended)
    open_room(cast.ended)
    put_up(petition)
    return petition


HIDDEN = (
    _never_prepared,
    _draft_only,
    _withdrawn,
    _drafted_again,
    _made_confidential,
    _made_confidential_behind_our_back,
    _made_a_draft,
    _merged,
    _elsewhere_with_a_closed_room,
    _room_closed_again,
    _ended_place,
)


@pytest.fixture
def room(cast):
    return open_room(cast.locality)


@pytest.fixture
def seen(cast, room):
    """The one petition that everybody may read."""
    return published(cast.locality, title="Đường liên xã hỏng", content="Đề nghị sửa.", place=cast.commune)


def addresses(locality) -> list[str]:
    """Every public address of a place, with the queries that could tell something."""
    slug = [locality.slug]
    plain = [reverse(f"public:{name}", args=slug) for name in ("room", "data", "csv", "json", "feed")]
    place = reverse("public:room", args=slug)
    asked = [f"?q={SECRET}", "?q=buoi", "?trang=2", "?linh_vuc=giao_thong", "?ket_qua=none", "?tu=01/01/2020"]
    return [reverse("public:rooms"), *plain, *(place + query for query in asked), "/robots.txt"]


def everything(client) -> str:
    """All that anybody can read of all places, in one text."""
    texts = []
    for locality in Locality.objects.all():
        for url in addresses(locality):
            public_access.store().clear()
            texts.append(client.get(url).content.decode())
    return "\n".join(texts)


@pytest.mark.parametrize("hide", HIDDEN)
def test_what_is_not_published_stands_nowhere(client, cast, seen, hide):
    hide(cast)
    text = everything(client)
    assert "Đường liên xã hỏng" in text  # the walk reads what there is to read
    assert SECRET not in text.replace(f'value="{SECRET}"', "")
    assert VOTER not in text


@pytest.mark.parametrize("hide", HIDDEN)
def test_it_is_not_counted_and_not_found(client, cast, seen, hide):
    hide(cast)
    place = reverse("public:room", args=[cast.locality.slug])
    page = " ".join(client.get(place).content.decode().split())
    assert 'Đã đăng <b class="num">1</b> kiến nghị, <b class="num">0</b> có trả lời.' in page
    assert "<b>0</b> kiến nghị" in client.get(place, {"q": SECRET}).content.decode()
    assert json.loads(client.get(reverse("public:json", args=[cast.locality.slug])).content)["count"] == 1


@pytest.mark.parametrize("hide", HIDDEN)
def test_its_address_answers_like_one_that_never_was(client, cast, seen, hide):
    petition = hide(cast)
    name = getattr(Publication.objects.filter(petition=petition).first(), "public_id", codes.public_id())
    here = client.get(reverse("public:petition", args=[petition.locality.slug, name]))
    never = client.get(reverse("public:petition", args=[cast.locality.slug, "khong-he-co"]))
    assert (here.status_code, here.content, dict(here.headers)) == (404, never.content, dict(never.headers))


@pytest.mark.parametrize("name", ["room", "data", "csv", "json", "feed"])
@pytest.mark.parametrize("hide", [_never_prepared, _draft_only])
def test_work_inside_the_office_changes_no_mark_of_a_page(client, cast, seen, hide, name):
    url = reverse(f"public:{name}", args=[cast.locality.slug])
    before = client.get(url)
    public_access.store().clear()
    hide(cast)
    after = client.get(url, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 304
    assert (after["ETag"], after["Last-Modified"]) == (before["ETag"], before["Last-Modified"])


@pytest.mark.parametrize("hide", HIDDEN)
@pytest.mark.parametrize("method", ["head", "options", "post"])
def test_other_methods_tell_no_more(client, cast, seen, hide, method):
    petition = hide(cast)
    name = getattr(Publication.objects.filter(petition=petition).first(), "public_id", codes.public_id())
    here = getattr(client, method)(reverse("public:petition", args=[petition.locality.slug, name]))
    never = getattr(client, method)(reverse("public:petition", args=[petition.locality.slug, "khong-he-co"]))
    assert (here.status_code, here.content, dict(here.headers)) == (
        never.status_code,
        never.content,
        dict(never.headers),
    )


FOLLOWED = (_never_prepared, _draft_only, _withdrawn, _drafted_again)
"""Not published, but their own voter follows them: days and bodies, no text."""


@pytest.mark.parametrize("hide", [hide for hide in HIDDEN if hide not in FOLLOWED])
def test_its_code_answers_like_a_wrong_one(client, cast, room, hide):
    petition = hide(cast)
    here = client.post(FOLLOW, {"code": petition.follow_code})
    wrong = client.post(FOLLOW, {"code": codes.follow_code()})
    assert here.status_code == wrong.status_code == 200
    assert _without_what_was_typed(here) == _without_what_was_typed(wrong)
    assert "theo dõi được bằng mã này" in here.content.decode()


def _without_what_was_typed(response) -> str:
    """The page without the code in its box and without its own token."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


@pytest.mark.parametrize("hide", FOLLOWED)
def test_its_code_tells_no_words_of_it(client, cast, room, hide):
    petition = hide(cast)
    brought_to(petition, "reopened", cast.department)
    page = client.post(FOLLOW, {"code": petition.follow_code}).content.decode()
    assert "Đã tiếp nhận" in page
    for secret in (SECRET, VOTER, "Giải trình", "Chưa đúng trọng tâm"):
        assert secret not in page


# --- Guessing --------------------------------------------------------------------------------------------------------


def test_keys_of_the_database_and_codes_open_nothing(client, cast, seen):
    guesses = [seen.pk, seen.petition_id, seen.petition.code, seen.petition.follow_code, "1", "0", "-1", "x" * 200]
    place = cast.locality.slug
    answers = {client.get(f"/cong-khai/{place}/kien-nghi/{guess}/").status_code for guess in guesses}
    assert answers == {404}


@pytest.mark.parametrize("guess", ["%00", "..%2f..%2f", "%F0%9F%98%80", "a%0ab", "%ff"])
def test_hostile_addresses_are_answered(client, cast, seen, guess):
    place = cast.locality.slug
    for url in (f"/cong-khai/{guess}/", f"/cong-khai/{place}/kien-nghi/{guess}/"):
        assert client.get(url).status_code in (302, 404)


@pytest.mark.parametrize("code", ["", " ", "\0", "a\0b", "%", "A" * 12, "é" * 12, "' OR 1=1 --", "９" * 12, "x" * 5000])
def test_hostile_codes_are_answered(client, room, code):
    assert client.post(FOLLOW, {"code": code}).status_code in (200, 422)


def test_a_place_is_not_readable_through_another(client, cast, seen):
    open_room(cast.commune)
    elsewhere = reverse("public:petition", args=[cast.commune.slug, seen.public_id])
    assert client.get(elsewhere).status_code == 404
    assert "Đường liên xã hỏng" not in client.get(reverse("public:room", args=[cast.commune.slug])).content.decode()


def test_the_filter_offers_only_places_that_something_was_published_of(client, cast, seen):
    petition_of(cast.locality, place=cast.ended)
    page = client.get(reverse("public:room", args=[cast.locality.slug])).content.decode()
    assert f'value="{cast.commune.slug}"' in page
    assert f'value="{cast.ended.slug}"' not in page


# --- What a published one still keeps --------------------------------------------------------------------------------


def test_nobody_is_named_and_no_key_is_shown(client, cast, room):
    content = f"Bà {VOTER}, 0912 345 678, xin sửa cầu."
    petition = petition_of(cast.locality, id=987654, title="Xin sửa cầu", content=content, voter=VOTER)
    publication = actions.proposed(petition)
    publication.pk = 876543
    actions.prepare(publication, by=cast.lan)
    actions.publish(publication, by=cast.lan, checked=True)
    texts = everything(client) + client.get(publication.public_url).content.decode()
    assert "Xin sửa cầu" in texts
    keys = (petition.pk, publication.pk, petition.code, petition.follow_code)
    for secret in (VOTER, "0912", str(cast.lan), cast.lan.username + "@", *map(str, keys)):
        assert secret not in texts


def test_the_voter_is_named_only_where_the_office_decided(client, cast, room):
    petition = petition_of(cast.locality, title="Xin sửa cầu", voter=VOTER)
    publication = put_up(petition, show_voter=True)
    assert VOTER in client.get(publication.public_url).content.decode()
    data = json.loads(client.get(reverse("public:json", args=[cast.locality.slug])).content)
    assert data["items"][0]["voter"] == VOTER


def test_nothing_new_goes_public_by_itself(client, cast, room):
    petition = brought_to(petition_of(cast.locality, title="Xin sửa cầu"), "in_progress", cast.department)
    publication = put_up(petition)
    before = client.get(publication.public_url).content
    life.reply(petition, by=LOADER, result="explained", text=f"Trả lời {SECRET}.", sent_on=date(2026, 6, 5))
    petition.refresh_from_db()
    petition.title, petition.content, petition.field = f"Tên {SECRET}", f"Chữ {SECRET}", "y_te"
    life.edit_petition(petition, by=LOADER)
    public_access.store().clear()
    assert client.get(publication.public_url).content == before
    assert SECRET not in everything(client).replace(f'value="{SECRET}"', "")
    publication.refresh_from_db()
    assert publication.outdated


def test_the_office_index_is_not_asked(client, cast, seen):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("public:room", args=[cast.locality.slug]), {"q": "duong"})
    assert [query["sql"] for query in asked if "search_entry" in query["sql"]] == []


# --- The code stands in no record ------------------------------------------------------------------------------------


def test_the_code_stands_in_no_log(client, cast, room, caplog):
    petition = petition_of(cast.locality)
    Petition.objects.filter(pk=petition.pk).update(follow_code=None)
    petition.refresh_from_db()
    code = actions.give_follow_code(petition, by=cast.lan)
    petition.refresh_from_db()
    petition.title = "Tên mới"
    life.edit_petition(petition, by=cast.lan)
    with caplog.at_level("DEBUG"):
        client.post(FOLLOW, {"code": code})
    logged = " ".join(str(event.data) + event.note + event.subject_label for event in Event.objects.all())
    indexed = " ".join(entry.folded + entry.exact for entry in Entry.objects.all())
    assert "Cấp mã theo dõi" in logged
    assert code not in logged
    assert code.lower() not in indexed
    lines = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert [line for line in lines if code in line] == []


def test_the_list_and_its_file_hold_no_code(client, cast):
    petition = petition_of(cast.locality)
    client.force_login(cast.lan)
    shown = client.get(reverse("voters:petition-list")).content.decode()
    assert petition.code in shown
    assert petition.follow_code not in shown
