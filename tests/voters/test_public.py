"""The public room and the page that follows a code, as visitors without login meet them."""

import csv
import io
import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, VerdictFactory, brought_to, petition_of
from tests.voters.factories_publishing import open_room, published, put_up
from voters import actions as life
from voters import codes, open_data, public_access
from voters.actions import publishing as actions
from voters.choices import Field, Result
from voters.queries import publishing as queries

FOLLOW = reverse("public:follow")


@pytest.fixture(autouse=True)
def _forgotten():
    """Neither pages nor counters of another test."""
    public_access.store().clear()


@pytest.fixture
def room(cast):
    return open_room(cast.locality, contact="Văn phòng, 0123")


@pytest.fixture
def visitor(client):
    return client


def room_url(cast, name="room", *args):
    return reverse(f"public:{name}", args=[cast.locality.slug, *args])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def titles(response) -> list[str]:
    """Titles of the list, without the marks on found words."""
    page = re.sub("</?mark>", "", response.content.decode())
    return re.findall(r'<h2><a href="[^"]+">([^<]+)</a></h2>', page)


# --- The room --------------------------------------------------------------------------------------------------------


def test_a_room_is_closed_until_it_is_opened(visitor, cast):
    published(cast.locality)
    assert visitor.get(room_url(cast)).status_code == 404
    open_room(cast.locality)
    assert visitor.get(room_url(cast)).status_code == 200


def test_the_index_names_open_rooms_only(visitor, cast, room):
    page = text_of(visitor.get(reverse("public:rooms")))
    assert room_url(cast) in page
    assert "Sông Lam" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_asks_the_same_number_of_queries(visitor, cast, room, count, django_assert_num_queries):
    for _ in range(count):
        published(cast.locality)
    with django_assert_num_queries(6):
        response = visitor.get(room_url(cast), {"linh_vuc": Field.ROADS})
    assert len(titles(response)) == count


def test_an_empty_room_says_so(visitor, cast, room):
    assert "Chưa đăng kiến nghị nào." in text_of(visitor.get(room_url(cast)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "cau nha thuoc"}, ["Cầu Nhà Thuốc xuống cấp"]),
        ({"q": '"nha thuoc"'}, ["Cầu Nhà Thuốc xuống cấp"]),
        ({"q": "xuo*"}, ["Cầu Nhà Thuốc xuống cấp"]),
        ({"q": "thuo"}, []),
        ({"q": "!!!"}, []),
        ({"linh_vuc": Field.HEALTH}, ["Trạm y tế thiếu thuốc"]),
        ({"dia_ban": "phu-hoa-thu"}, ["Trạm y tế thiếu thuốc"]),
        ({"ket_qua": "explained"}, ["Trạm y tế thiếu thuốc"]),
        ({"tu": "01/06/2026"}, ["Trạm y tế thiếu thuốc"]),
        ({"den": "31/05/2026"}, ["Cầu Nhà Thuốc xuống cấp"]),
        ({"q": "giai trinh"}, ["Trạm y tế thiếu thuốc"]),
    ],
)
def test_search_and_filters(visitor, cast, room, query, found):
    published(cast.locality, title="Cầu Nhà Thuốc xuống cấp", content="Đề nghị sửa.", received_on=date(2026, 5, 1))
    health = petition_of(
        cast.locality,
        title="Trạm y tế thiếu thuốc",
        content="Thiếu thuốc tủ.",
        field=Field.HEALTH,
        place=cast.commune,
        received_on=date(2026, 6, 1),
        due_on=None,
    )
    life.forward(health, by=LOADER, to=cast.department, on=date(2026, 6, 1))
    life.accept(health, by=LOADER, on=date(2026, 6, 2))
    life.reply(health, by=LOADER, result="explained", text="Giải trình về việc cấp.", sent_on=date(2026, 6, 5))
    put_up(health)
    response = visitor.get(room_url(cast), query)
    assert (response.status_code, titles(response)) == (200, found)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"tu": "31/02/2026"}, "ngày"),
        ({"linh_vuc": "không-có"}, ""),
        ({"q": "a\0b"}, ""),
        ({"q": "chữ" * 200}, "Dài quá"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(visitor, cast, room, query, words):
    response = visitor.get(room_url(cast), query)
    assert response.status_code == 400
    assert words in text_of(response)
    assert "không lọc theo ô ấy" in text_of(response)


def test_one_bad_filter_leaves_the_good_ones(visitor, cast, room):
    published(cast.locality, title="Sửa đường", content="Nội dung.")
    published(cast.locality, title="Sửa cầu", content="Nội dung.")
    response = visitor.get(room_url(cast), {"q": "đường", "tu": "31/02/2026", "ket_qua": "gì đó"})
    assert (response.status_code, titles(response)) == (400, ["Sửa đường"])
    assert "Chưa hiểu ô “Kết quả”, “Nhận từ ngày” nên không lọc theo ô ấy" in text_of(response)


def test_found_words_are_marked_with_their_accents(visitor, cast, room):
    published(cast.locality, title="Sửa <b>cầu", content="Đề nghị " + "rất " * 60 + "sớm sửa Cầu treo.")
    page = text_of(visitor.get(room_url(cast), {"q": "cau treo"}))
    assert "Sửa &lt;b&gt;<mark>cầu</mark>" in page
    assert "sớm sửa <mark>Cầu</mark> <mark>treo</mark>." in page


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "x", "٣", "a\0b"])
def test_a_hostile_page_number_is_some_page(visitor, cast, room, number):
    published(cast.locality)
    assert visitor.get(room_url(cast), {"trang": number}).status_code == 200


def test_pages_keep_the_filters(visitor, cast, room):
    for _ in range(21):
        published(cast.locality)
    first = text_of(visitor.get(room_url(cast), {"linh_vuc": Field.ROADS}))
    assert "?linh_vuc=giao_thong&amp;trang=2" in first
    assert "Trang 1 trong 2" in first
    assert len(titles(visitor.get(room_url(cast), {"linh_vuc": Field.ROADS, "trang": "2"}))) == 1


def test_one_petition(visitor, cast, room):
    publication = published(cast.locality, title="Đường liên xã hỏng", place=cast.commune, place_detail="thôn Thượng")
    page = text_of(visitor.get(publication.public_url))
    assert "Đường liên xã hỏng" in page
    assert "thôn Thượng, xã Phú Hòa" in page
    assert "Chưa đăng trả lời." in page


# --- Copies and conditions -------------------------------------------------------------------------------------------


def test_an_unchanged_page_is_not_sent_again(visitor, cast, room):
    publication = published(cast.locality)
    for url in (room_url(cast), publication.public_url, room_url(cast, "csv"), room_url(cast, "json")):
        first = visitor.get(url)
        assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert first["Last-Modified"]
        again = visitor.get(url, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_what_is_withdrawn_is_gone_at_once_from_every_copy(visitor, cast, room):
    publication = published(cast.locality, title="Sẽ bị gỡ xuống")
    urls = [room_url(cast, name) for name in ("room", "csv", "json", "feed")]
    marks = {url: visitor.get(url) for url in urls}
    assert all("Sẽ bị gỡ xuống" in response.content.decode() for response in marks.values())
    actions.withdraw(publication, by=LOADER, reason="Nhầm.")
    for url in urls:
        response = visitor.get(url, headers={"If-None-Match": marks[url]["ETag"]})
        assert response.status_code == 200
        assert "Sẽ bị gỡ xuống" not in response.content.decode()
    assert visitor.get(publication.public_url).status_code == 404


def test_a_made_page_is_remembered(visitor, cast, room, django_assert_num_queries):
    published(cast.locality)
    visitor.get(room_url(cast))
    with django_assert_num_queries(3):  # the room, the stamp, the last change
        visitor.get(room_url(cast))


def test_of_each_thing_only_the_newest_is_remembered(visitor, cast, room, settings):
    settings.REDIS_URL = ""
    other = open_room(cast.commune)
    urls = [room_url(cast, name) for name in ("room", "csv", "json", "feed")]
    for number in range(3):
        published(cast.locality, title=f"Kiến nghị thứ {number}")
        for url in [*urls, other.public_url]:
            visitor.get(url)
    kept = [key for key in public_access.store()._cache if ":public:" in key]
    assert len(kept) == 5
    assert all("Kiến nghị thứ 2" in visitor.get(url).content.decode() for url in urls)
    assert "Kiến nghị thứ" not in visitor.get(other.public_url).content.decode()


def test_reading_leaves_no_cookie(visitor, cast, room):
    publication = published(cast.locality)
    assert visitor.get(room_url(cast)).cookies == {}
    assert visitor.get(publication.public_url).cookies == {}


# --- Open data -------------------------------------------------------------------------------------------------------


def test_files_hold_what_the_pages_hold(visitor, cast, room):
    publication = published(cast.locality, title="=SUM(A1:A9)", content="+84 là đầu số\nhai dòng", place=cast.commune)
    rows = list(csv.DictReader(io.StringIO(visitor.get(room_url(cast, "csv")).content.decode("utf-8-sig"))))
    data = json.loads(visitor.get(room_url(cast, "json")).content)
    assert list(rows[0]) == [name for name, _words in open_data.FIELDS] == list(data["fields"])
    assert rows[0]["title"] == "'=SUM(A1:A9)"
    assert rows[0]["content"].startswith("'+84")
    assert data["items"][0]["title"] == "=SUM(A1:A9)"
    assert [row["id"] for row in rows] == [row["id"] for row in data["items"]] == [publication.public_id]
    assert (data["count"], data["terms"], data["publisher"]) == (1, open_data.TERMS, "Tỉnh An Bình")
    assert data["items"][0]["url"].endswith(publication.public_url)


@pytest.mark.parametrize("text", ["=1+1", "@x", "-2", "+3", "\t=1", "\r=1", "  =1", "\x0b=1"])
def test_no_cell_reckons(text):
    assert open_data.safe(text).lstrip(" ").startswith("'")


def test_the_feed_can_be_read(visitor, cast, room):
    empty = visitor.get(room_url(cast, "feed")).content
    assert visitor.get(room_url(cast, "feed")).content == empty
    publication = published(cast.locality, title="Đường & cầu <hỏng>", content="Có chữ lạ \x0b ở đây.")
    tree = ElementTree.fromstring(visitor.get(room_url(cast, "feed")).content)  # noqa: S314 - our own feed
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [entry.findtext("a:title", namespaces=names) for entry in tree.findall("a:entry", names)] == [
        "Đường & cầu <hỏng>"
    ]
    assert tree.find("a:entry/a:id", names).text.endswith(publication.public_url)


def feed_days(visitor, cast):
    """(published, updated) of each entry of the feed."""
    tree = ElementTree.fromstring(visitor.get(room_url(cast, "feed")).content)  # noqa: S314 - our own feed
    atom = "{http://www.w3.org/2005/Atom}"
    return [(row.findtext(f"{atom}published"), row.findtext(f"{atom}updated")) for row in tree.iter(f"{atom}entry")]


def test_the_feed_tells_when_it_was_published_and_changed(visitor, cast, room, time_machine):
    time_machine.move_to("2026-09-01T01:20:05Z", tick=False)
    publication = published(cast.locality)
    assert feed_days(visitor, cast) == [("2026-09-01T08:20:05+07:00", "2026-09-01T08:20:05+07:00")]
    time_machine.move_to("2026-09-03T02:00:00Z", tick=False)
    publication.title = "Sửa lỗi gõ"
    actions.edit_publication(publication, by=LOADER)
    assert feed_days(visitor, cast) == [("2026-09-01T08:20:05+07:00", "2026-09-03T09:00:00+07:00")]
    time_machine.move_to("2026-09-04T02:00:00Z", tick=False)
    actions.withdraw(publication, by=LOADER, reason="Xem lại.")
    actions.redraft(publication, by=LOADER)
    actions.publish(publication, by=LOADER, checked=True)
    assert feed_days(visitor, cast) == [("2026-09-04T09:00:00+07:00", "2026-09-04T09:00:00+07:00")]


def test_the_feed_invents_no_hour_of_a_day_that_was_noted_later(visitor, cast, room, time_machine):
    time_machine.move_to("2026-09-05T01:00:00Z", tick=False)
    published(cast.locality, on=date(2026, 9, 1))
    assert feed_days(visitor, cast) == [(None, "2026-09-05T08:00:00+07:00")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_asks_the_same_number_of_queries(visitor, cast, room, count, django_assert_num_queries):
    for _ in range(count):
        published(cast.locality)
    with django_assert_num_queries(5):
        response = visitor.get(room_url(cast, "feed"))
    assert response.content.count(b"<entry>") == count


def test_the_fields_are_described(visitor, cast, room):
    page = text_of(visitor.get(room_url(cast, "data")))
    assert [name for name, _words in open_data.FIELDS if f"<code>{name}</code>" not in page] == []


def test_search_engines_are_kept_to_the_public_room(visitor):
    answer = visitor.get("/robots.txt").content.decode().splitlines()
    assert "Allow: /cong-khai/" in answer
    assert "Disallow: /" in answer


# --- Limits ----------------------------------------------------------------------------------------------------------


def test_one_address_may_not_try_many_codes(visitor, cast, room):
    answers = [visitor.post(FOLLOW, {"code": codes.follow_code()}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    response = visitor.post(FOLLOW, {"code": "x"})
    assert response["Retry-After"] == "300"
    assert "Hỏi quá nhiều lần" in text_of(response)
    assert visitor.post(FOLLOW, {"code": "x"}, REMOTE_ADDR="10.9.9.9").status_code == 200


def test_files_and_pages_have_their_own_limits(visitor, cast, room):
    answers = [visitor.get(room_url(cast, "json")).status_code for _ in range(21)]
    assert answers[-2:] == [200, 429]
    assert visitor.get(room_url(cast)).status_code == 200


# --- Following -------------------------------------------------------------------------------------------------------


@pytest.fixture
def petition(cast, room):
    return petition_of(cast.locality, title="Đường hỏng nặng", voter="Trần Thị Bưởi")


def follow(client, code):
    return client.post(FOLLOW, {"code": code})


def test_registration_gives_a_code(petition):
    assert codes.typed(codes.grouped(petition.follow_code)) == petition.follow_code


def test_progress_names_bodies_and_days_and_no_words(visitor, cast, petition):
    brought_to(petition, "reopened", cast.department)
    page = text_of(follow(visitor, codes.grouped(petition.follow_code).lower()))
    steps = ("Đã tiếp nhận", "Đã chuyển", "Đã nhận giải quyết", "Đã trả lời", "Mở lại")
    assert [words for words in steps if words not in page] == []
    assert "Trả lời được đánh giá: chưa thỏa đáng" in page
    assert "Sở Y tế" in page
    assert "18/05/2026" in page
    secrets = ("Đường hỏng", "Giải trình", "Chưa đúng trọng tâm", "Trần Thị Bưởi", petition.follow_code)
    assert [secret for secret in secrets if secret in page] == []
    assert f'Kiến nghị <b class="nb">{petition.code}</b>' in page  # two slips are told apart


def test_what_is_finished_waits_for_nothing(visitor, cast, petition):
    brought_to(petition, "finished", cast.department)
    page = text_of(follow(visitor, petition.follow_code))
    assert "Không còn việc phải làm" in page
    assert "Đang chờ bước sau" not in page


def test_text_is_linked_once_it_is_published(visitor, petition):
    assert "Đọc nội dung" not in text_of(follow(visitor, petition.follow_code))
    publication = put_up(petition)
    assert publication.public_url in text_of(follow(visitor, petition.follow_code))


def test_a_merged_petition_keeps_its_own_days_and_follows_its_lead(visitor, cast, petition):
    lead = brought_to(petition_of(cast.locality, received_on=date(2026, 4, 1), due_on=None), "forwarded", cast.front)
    type(petition).objects.filter(pk=petition.pk).update(merged_into=lead)
    page = text_of(follow(visitor, petition.follow_code))
    assert ("01/04/2026" in page, "Xem xét cùng kiến nghị có cùng nội dung" in page) == (False, True)


def test_a_reply_that_is_still_a_draft_is_no_progress(visitor, cast, petition):
    brought_to(petition, "answered", cast.department)
    petition.replies.update(draft_of=cast.committee)
    assert "Đã trả lời" not in text_of(follow(visitor, petition.follow_code))


def test_the_code_stands_in_no_address_and_nobody_keeps_the_answer(visitor, petition):
    response = follow(visitor, petition.follow_code)
    assert response.status_code == 200  # no redirect: nothing to carry the code in
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "same-origin"  # "no-referrer" would make browsers send Origin: null
    assert petition.follow_code not in str(response.headers)
    assert visitor.get(f"{FOLLOW}?code={petition.follow_code}").context["form"].is_bound is False


def test_a_form_from_elsewhere_is_refused(petition):
    assert Client(enforce_csrf_checks=True).post(FOLLOW, {"code": petition.follow_code}).status_code == 403


def test_nothing_typed_is_told(visitor, room):
    response = visitor.post(FOLLOW, {"code": ""})
    assert response.status_code == 422
    assert "Chưa ghi ô này." in text_of(response)


def test_the_order_is_that_of_the_days(cast, petition):
    brought_to(petition, "finished", cast.department)
    VerdictFactory(petition=petition, body=cast.front, on=date(2026, 6, 2))
    days = [step.on for step in queries.progress_of(petition)]
    assert days == sorted(days)
    assert days[-1] - days[0] > timedelta(days=10)


def test_what_is_of_one_day_stands_as_it_happened(cast, petition):
    day = date(2026, 6, 1)
    department = BodyFactory(locality=cast.locality, name="Sở Xây dựng")
    life.forward(petition, by=LOADER, to=cast.department, on=day)
    life.refuse(petition, by=LOADER, reason="Không đúng việc.", on=day)
    life.forward(petition, by=LOADER, to=department, on=day)
    life.accept(petition, by=LOADER, on=day)
    for judgement in ("unsatisfied", "satisfied"):
        life.reply(petition, by=LOADER, result=Result.RESOLVED, text="Xong.", sent_on=day, evidence="Biên bản.")
        life.judge(petition, by=LOADER, judgement=judgement, body=cast.front, on=day, text="Như đã xem.")
        if judgement == "unsatisfied":
            life.reopen(petition, by=LOADER, on=day)
    assert [step.words for step in queries.progress_of(petition)] == [
        "Đã tiếp nhận",
        "Đã chuyển giải quyết",
        "Trả lại nơi chuyển",
        "Đã chuyển giải quyết",
        "Đã nhận giải quyết",
        "Đã trả lời",
        "Trả lời được đánh giá: chưa thỏa đáng",
        "Mở lại để giải quyết tiếp",
        "Đã trả lời",
        "Đã giải quyết xong",
        "Trả lời được đánh giá: thỏa đáng",
    ]


def test_once_reopened_the_new_day_is_told_and_not_the_old_promise(visitor, cast, petition):
    brought_to(petition, "in_progress", cast.department)
    answer = {"by": LOADER, "text": "Sẽ làm.", "sent_on": date(2026, 6, 1)}
    life.reply(petition, **answer, result=Result.PLANNED, promised_on=date(2027, 6, 30))
    life.judge(petition, by=LOADER, judgement="unsatisfied", on=date(2026, 6, 5), text="Chưa đúng ý.", body=cast.front)
    life.reopen(petition, by=LOADER, on=date(2026, 6, 6), due_on=date(2026, 12, 20))
    page = text_of(follow(visitor, petition.follow_code))
    assert ("30/06/2027" in page, 'hạn trả lời mới là ngày <b class="nb">20/12/2026</b>' in page) == (False, True)


def test_the_promised_day_is_told_while_something_is_owed(visitor, cast, petition):
    brought_to(petition, "in_progress", cast.department)
    answer = {"by": LOADER, "text": "Sẽ làm.", "sent_on": date(2026, 6, 1)}
    life.reply(petition, **answer, result=Result.PLANNED, promised_on=date(2027, 6, 30))
    words = 'hẹn xong ngày <b class="nb">30/06/2027</b>'
    assert words in text_of(follow(visitor, petition.follow_code))
    life.resolve(petition, by=LOADER, on=date(2026, 6, 8), evidence="Biên bản nghiệm thu.")
    assert words not in text_of(follow(visitor, petition.follow_code))
