"""What the office does with public versions: redaction, preparing, publishing, withdrawing, the setting, the codes."""

import re
import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_publishing import open_room, published, put_up
from voters import actions as life
from voters import codes
from voters.actions import publishing as actions
from voters.choices import PublicationStatus
from voters.models import Petition, Publication, PublicRoom
from voters.queries import publishing as queries
from voters.redaction import findings, redact
from voters.workflow import PUBLICATION

VOTER = "Trần Thị Bưởi"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


# --- Redaction -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Ông Nguyễn Văn An đề nghị", "Ông [tên người] đề nghị"),
        ("hộ ông TRẦN VĂN BA ở thôn 3", "hộ ông [tên người] ở thôn 3"),
        ("cử tri Lê Thị Cúc (tổ 4)", "cử tri [tên người] (tổ 4)"),
        ("chị Hạnh và anh Tú", "chị [tên người] và anh [tên người]"),
        ("(Nguyễn Thị Đào, thôn 2)", "([tên người], thôn 2)"),
        ("điện thoại 0912 345 678.", "điện thoại [số điện thoại]."),
        ("gọi +84912345678", "gọi [số điện thoại]"),
        ("gọi 0912.345.678", "gọi [số điện thoại]"),
        ("CCCD số 001204000123", "CCCD số [số giấy tờ]"),
        ("số 012345678 cấp năm 2010", "số [số giấy tờ] cấp năm 2010"),
        ("thư a.b+c@mail.example.vn nhé", "thư [thư điện tử] nhé"),
        ("số nhà 12A/5 ngõ 3", "số nhà [số nhà] ngõ 3"),
        ("số 25 đường Lê Lợi", "số [số nhà] đường Lê Lợi"),
    ],
)
def test_personal_data_is_struck_out(text, redacted):
    assert redact(text).text == redacted
    assert findings(redact(text).text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Đường Trần Hưng Đạo ngập nước",
        "trường tiểu học Lê Văn Tám",
        "cử tri xã Phú Hòa kiến nghị",
        "bà con thôn Thượng",
        "học tập Hồ Chí Minh",
        "Nghị quyết số 12/2024/NQ-HĐND ngày 15/7/2024",
        "kinh phí 500.000.000 đồng, 450000000 đồng",
        "tỉnh lộ 291, quốc lộ 1A, km 12+500",
        "Hà Nội, Thái Bình, Cao Bằng",
        "diện tích 123456789 m2",
    ],
)
def test_what_is_no_personal_data_stays(text):
    assert redact(text) == (text, [])


def test_a_name_that_is_known_is_found_anywhere():
    text = redact("nhà Y Moan bị ngập, y moan xin giúp", ("Y Moan",)).text
    assert text == "nhà [tên người] bị ngập, [tên người] xin giúp"


def test_decomposed_letters_hide_nothing():
    assert "An" not in redact(unicodedata.normalize("NFD", "Ông Nguyễn Văn An")).text


# --- Codes -----------------------------------------------------------------------------------------------------------


def test_codes_are_long_and_easy_to_read():
    assert len(codes.ALPHABET) ** codes.FOLLOW_LETTERS > 2**50
    assert set(codes.ALPHABET) & set("0O1ILBSUZ") == set()
    assert len({codes.follow_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("typed", ["4KTM-9QXA-7R2D", "4ktm9qxa7r2d", " 4ktm 9qxa 7r2d ", "4KTM–9QXA–7RZD"])
def test_a_code_is_read_as_people_type_it(typed):
    assert codes.typed(typed) == "4KTM9QXA7R2D"


@pytest.mark.parametrize("typed", ["", "4KTM-9QXA", "4KTM-9QXA-7R2D-1", "4KTM-9QXA-7R2O", "\0" * 12, "４KTM9QXA7R2D"])
def test_what_is_no_code_is_none(typed):
    assert codes.typed(typed) == ""


def test_an_older_petition_is_given_a_code_once(cast):
    petition = petition_of(cast.locality)
    Petition.objects.filter(pk=petition.pk).update(follow_code=None)
    code = actions.give_follow_code(petition, by=cast.lan)
    assert codes.typed(code) == code
    with pytest.raises(AlreadyDone):
        actions.give_follow_code(petition, by=cast.lan)


def test_who_may_not_and_what_may_not(cast):
    petition = petition_of(cast.locality)
    for user in (cast.ubnd, cast.stranger, cast.minh):
        with pytest.raises(Forbidden):
            actions.give_follow_code(petition, by=user)
    secret = petition_of(cast.locality, confidential=True)
    with pytest.raises(NotNow):
        actions.give_follow_code(secret, by=LOADER)


# --- The life of a public version ------------------------------------------------------------------------------------


def test_the_table_of_steps():
    draft, up, down = PublicationStatus.values
    assert [(step.name, step.sources, step.target) for step in PUBLICATION] == [
        ("prepare", (), draft),
        ("publish", (draft,), up),
        ("withdraw", (up,), down),
        ("redraft", (down,), draft),
    ]
    assert {step.permission for step in PUBLICATION} == {"petition.publish"}


def test_the_proposal_leaves_personal_data_out(cast):
    petition = petition_of(cast.locality, content=f"Bà {VOTER}, 0912 345 678, xin sửa cầu.", voter=VOTER)
    brought_to(petition, "answered", cast.department)
    proposed = actions.proposed(petition)
    assert (proposed.content, proposed.show_voter) == ("Bà [tên người], [số điện thoại], xin sửa cầu.", False)
    assert proposed.answer == "Giải trình như sau."
    assert {finding.original for finding in actions.struck_out(petition)} == {VOTER, "0912 345 678"}


def test_publishing_copies_the_moment(cast):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "answered", cast.department)
    publication = put_up(petition)
    assert (publication.status, publication.result, publication.field) == ("published", "explained", "giao_thong")
    assert (publication.answered_by, publication.answered_on) == ("Sở Y tế", date(2026, 6, 1))
    assert (publication.place, publication.received_on) == (cast.commune, petition.received_on)
    assert (publication.published_on, publication.voter_shown) == (date(2026, 9, 1), "")


def test_nothing_is_published_without_reading_it_over(cast):
    publication = actions.prepare_proposed(petition_of(cast.locality), by=cast.lan)
    with pytest.raises(ValidationError, match="đọc lại"):
        actions.publish(publication, by=cast.lan)


@pytest.mark.parametrize("fields", [{"confidential": True}, {"draft_of": "council"}, {"merged_into": "lead"}])
def test_what_can_never_be_published(cast, fields):
    lead = petition_of(cast.locality)
    known = {"council": cast.council, "lead": lead}
    petition = petition_of(cast.locality)
    publication = actions.prepare_proposed(petition, by=LOADER)
    other = petition_of(cast.locality)
    values = {name: known.get(value, value) for name, value in fields.items()}
    Petition.objects.filter(pk__in=[petition.pk, other.pk]).update(**values)
    other.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.prepare_proposed(other, by=LOADER)
    publication = Publication.objects.get(pk=publication.pk)
    with pytest.raises(NotNow):
        actions.publish(publication, by=LOADER, checked=True)


def test_one_petition_has_one_public_version(cast):
    petition = petition_of(cast.locality)
    actions.prepare_proposed(petition, by=cast.lan)
    with pytest.raises(ValidationError, match="đã có bản công khai"):
        actions.prepare_proposed(petition, by=cast.lan)


def test_its_public_name_stays_through_withdrawal(cast):
    publication = published(cast.locality)
    name = publication.public_id
    actions.withdraw(publication, by=cast.lan, reason="Nhầm.")
    actions.redraft(publication, by=cast.lan)
    actions.publish(publication, by=cast.lan, checked=True)
    assert (publication.public_id, publication.status) == (name, "published")


@pytest.mark.parametrize("who", ["ubnd", "minh", "hoa", "dai_bieu", "stranger", "admin"])
def test_others_publish_nothing(cast, who):
    user = getattr(cast, who)
    petition = petition_of(cast.locality)
    with pytest.raises(Forbidden):
        actions.prepare_proposed(petition, by=user)
    publication = actions.prepare_proposed(petition, by=cast.lan)
    with pytest.raises(Forbidden):
        actions.publish(publication, by=user, checked=True)


def test_a_later_change_marks_the_version_and_an_edit_takes_it_over(cast):
    petition = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    publication = put_up(petition)
    life.reply(petition, by=LOADER, result="explained", text="Giải trình.", sent_on=date(2026, 6, 1))
    publication.refresh_from_db()
    assert (publication.outdated, publication.result) == (True, "in_progress")
    publication = Publication.objects.get(pk=publication.pk)
    publication.answer = "Giải trình."
    actions.edit_publication(publication, by=cast.lan, made_from=queries.source_of(petition))
    publication.refresh_from_db()
    assert (publication.outdated, publication.result, publication.answered_by) == (False, "explained", "Sở Y tế")


def test_what_is_not_told_does_not_mark_it(cast):
    petition = brought_to(petition_of(cast.locality), "answered", cast.department)
    publication = put_up(petition)
    petition.urgent = True
    life.edit_petition(petition, by=LOADER)
    publication.refresh_from_db()
    assert publication.outdated is False


def test_confidentiality_follows(cast):
    publication = published(cast.locality)
    petition = publication.petition
    petition.confidential = True
    life.edit_petition(petition, by=LOADER)
    publication.refresh_from_db()
    assert publication.confidential
    assert publication.state[0] == "secret"
    assert queries.shown_publication(petition) is None


# --- The setting -----------------------------------------------------------------------------------------------------


def test_the_room_is_set_by_its_office_and_the_trail_says_so(cast):
    actions.set_room(PublicRoom(locality=cast.locality, is_open=True), by=cast.lan)
    event = Event.objects.filter(subject_label__startswith="Trang công khai").latest("id")
    assert (event.actor, event.data["is_open"]) == (cast.lan, ["False", "True"])
    for user in (cast.ubnd, cast.stranger, cast.admin):
        with pytest.raises(Forbidden):
            actions.set_room(PublicRoom(locality=cast.locality, is_open=False), by=user)


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def page(name, record, *args):
    return reverse(f"voters:{name}", args=[record.pk, *args])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(clerk, cast, count, django_assert_num_queries):
    for _ in range(count):
        published(cast.locality)
    clerk.get(reverse("voters:publication-list"))
    with django_assert_num_queries(13):
        response = clerk.get(reverse("voters:publication-list"))
    assert len(response.context["page"].object_list) == count


def test_from_the_petition_to_the_public_page(clerk, cast):
    open_room(cast.locality)
    petition = petition_of(cast.locality, title="Xin sửa cầu", content=f"Bà {VOTER} xin sửa cầu.", voter=VOTER)
    assert reverse("voters:publication-prepare", args=[petition.pk]) in text_of(clerk.get(petition.get_absolute_url()))
    form = clerk.get(page("publication-prepare", petition))
    assert VOTER in text_of(form)  # struck out, and shown to the officer
    assert form.context["form"]["content"].value() == "Bà [tên người] xin sửa cầu."
    marks = {name: form.context["form"][name].value() for name in ("source", "seen")}
    typed = {"title": "Xin sửa cầu", "content": "Xin sửa cầu.", "place_words": "", "answer": ""} | marks
    clerk.post(page("publication-prepare", petition), typed)
    publication = Publication.objects.get(petition=petition)
    move = page("publication-move", publication, "publish")
    assert "Người dân sẽ đọc" in text_of(clerk.get(move))
    refused = clerk.post(move, {})
    assert (refused.status_code, Publication.objects.get().status) == (422, "draft")
    assert "ai cũng đọc được" in text_of(refused)
    clerk.post(move, {"checked": "on"})
    assert Publication.objects.get().status == "published"
    assert clerk.get(publication.public_url).status_code == 200
    assert "Bản công khai" in text_of(clerk.get(petition.get_absolute_url()))


def test_a_change_of_what_is_up_is_read_over(clerk, cast):
    open_room(cast.locality)
    publication = published(cast.locality)
    edit = page("publication-edit", publication)
    typed = {"title": "Tiêu đề mới", "content": "Nội dung mới.", "place_words": "", "answer": "", "revision": 2}
    typed["seen"] = clerk.get(edit).context["form"]["seen"].value()
    assert clerk.post(edit, typed).status_code == 422
    assert clerk.post(edit, typed | {"checked": "on"}).status_code == 302
    assert "Tiêu đề mới" in text_of(clerk.get(publication.public_url))


def test_what_is_left_in_is_pointed_out(clerk, cast):
    publication = actions.proposed(petition_of(cast.locality))
    publication.content = "Ông Nguyễn Văn An, 0912 345 678."
    actions.prepare(publication, by=LOADER)
    assert "còn những chỗ giống dữ liệu cá nhân" in text_of(clerk.get(publication.get_absolute_url()))
    assert "0912 345 678" in text_of(clerk.get(page("publication-move", publication, "publish")))


def test_many_at_once_leave_out_what_looks_personal(clerk, cast):
    clean = actions.prepare_proposed(petition_of(cast.locality), by=LOADER)
    doubtful = actions.proposed(petition_of(cast.locality))
    doubtful.content = "Ông Nguyễn Văn An xin."
    actions.prepare(doubtful, by=LOADER)
    url = reverse("voters:publication-bulk", args=["publish"])
    keys = {"chon": [clean.pk, doubtful.pk]}
    shown = clerk.get(url, keys)
    assert [row for row, _note in shown.context["ready"]] == [clean]
    assert "Còn thấy tên người “Nguyễn Văn An”" in text_of(shown)
    clerk.post(url, keys | {"checked": "on"})
    assert set(Publication.objects.filter(status="published")) == {clean}


def test_many_are_prepared_at_once_from_the_register(clerk, cast):
    rows = [petition_of(cast.locality) for _ in range(2)]
    secret = petition_of(cast.locality)
    Petition.objects.filter(pk=secret.pk).update(draft_of=cast.council)
    url = reverse("voters:petition-bulk", args=["prepare_public"])
    keys = {"chon": [row.pk for row in (*rows, secret)]}
    shown = text_of(clerk.get(url, keys))
    assert "không thấy dữ liệu cá nhân" in shown
    assert "Kiến nghị còn là bản nháp" in shown
    clerk.post(url, keys)
    found = Publication.objects.order_by("petition_id")
    assert [(row.petition, row.status) for row in found] == [(rows[0], "draft"), (rows[1], "draft")]
    assert len(clerk.get(reverse("voters:publication-list"), {"status": "draft"}).context["page"].object_list) == 2


def test_many_are_withdrawn_with_a_reason(clerk, cast):
    rows = [published(cast.locality) for _ in range(2)]
    url = reverse("voters:publication-bulk", args=["withdraw"])
    keys = {"chon": [row.pk for row in rows]}
    assert clerk.post(url, keys).status_code == 422
    clerk.post(url, keys | {"reason": "Rà soát lại."})
    assert Publication.objects.filter(status="withdrawn").count() == 2


@pytest.mark.parametrize("who", ["ubnd", "minh", "admin"])
def test_others_are_refused(client, cast, who):
    publication = published(cast.locality)
    client.force_login(getattr(cast, who))
    for url in (reverse("voters:publication-list"), reverse("voters:publication-room")):
        assert client.get(url).status_code == 403
    assert client.get(publication.get_absolute_url()).status_code in (403, 404)
    assert client.post(page("publication-move", publication, "withdraw"), {"reason": "x"}).status_code in (403, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_leads_only_to_pages_that_open(client, cast, count):
    """The commune sees what the province publishes about its place, but on the public page."""
    for _ in range(count):
        above = published(cast.locality, place=cast.commune)
        own = published(cast.commune)
    client.force_login(cast.xa)
    listed = client.get(reverse("voters:publication-list"))
    assert {row.record.locality for row in listed.context["page"].object_list} == {cast.commune}
    assert len(listed.context["page"].object_list) == count
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(above.get_absolute_url()).status_code == 403
    assert above.get_absolute_url() not in client.get(above.petition.get_absolute_url()).content.decode()


def test_strangers_find_nothing(client, cast):
    publication = published(cast.locality)
    client.force_login(cast.stranger)
    assert client.get(publication.get_absolute_url()).status_code == 404
    assert client.get(page("publication-prepare", publication.petition)).status_code == 404
    assert client.get(page("petition-follow", publication.petition)).status_code == 404


def test_the_room_is_opened_on_its_page(clerk, cast):
    clerk.post(reverse("voters:publication-room"), {"is_open": "on", "welcome": "Chào", "contact": "", "terms": ""})
    assert queries.room_of(cast.locality).is_open
    assert "Đang mở ở" in text_of(clerk.get(reverse("voters:publication-room")))
    assert clerk.post(reverse("voters:publication-room"), {"contact": "x" * 400}).status_code == 422


def test_the_slip_shows_the_code_and_no_name(clerk, cast):
    petition = petition_of(cast.locality, voter=VOTER)
    response = clerk.get(page("petition-follow", petition))
    assert codes.grouped(petition.follow_code) in text_of(response)
    assert VOTER not in text_of(response)
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-store", "same-origin")


def test_an_older_petition_gets_its_code_on_the_slip(clerk, cast):
    petition = petition_of(cast.locality)
    Petition.objects.filter(pk=petition.pk).update(follow_code=None)
    assert "Cấp mã theo dõi" in text_of(clerk.get(page("petition-follow", petition)))
    clerk.post(page("petition-follow", petition))
    petition.refresh_from_db()
    assert re.fullmatch(f"[{codes.ALPHABET}]{{12}}", petition.follow_code)


def test_who_only_reads_sees_no_code(client, cast):
    petition = brought_to(petition_of(cast.locality, place=cast.commune), "forwarded", cast.department)
    for user in (cast.minh, cast.ubnd, cast.dai_bieu):
        client.force_login(user)
        assert codes.grouped(petition.follow_code) not in client.get(petition.get_absolute_url()).content.decode()
        assert client.get(page("petition-follow", petition)).status_code in (403, 404)


def test_an_answer_given_since_it_was_prepared_is_read_first(cast):
    petition = brought_to(petition_of(cast.locality), "answered", cast.department)
    draft = actions.prepare_proposed(petition, by=cast.lan)
    life.reply(petition, by=LOADER, result="explained", text="Trả lời mới.", sent_on=date(2026, 9, 1))
    with pytest.raises(NotNow):
        actions.publish(draft, by=cast.lan, checked=True)
    draft.answer = "Trả lời mới."
    actions.edit_publication(draft, by=cast.lan, made_from=queries.source_of(petition))
    actions.publish(draft, by=cast.lan, checked=True)
    assert (draft.status, draft.answer) == ("published", "Trả lời mới.")
