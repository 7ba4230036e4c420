"""Pages of the handover of a term: who opens them, one and many rows, what is refused in words, minutes, panels."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from pypdf import PdfReader

from coordination.documents.models import OfficialDocument
from coordination.jobs.models import Job
from coordination.notices.models import Notice
from sessions import actions, handover_paper
from sessions.models import Handover, HandoverRow
from sessions.queries import handover as queries
from tests.exchange.books import grid
from tests.sessions.factories_handover import (
    TODAY,
    duty_of,
    ended_term,
    handover_of,
    new_term,
    petition_at,
    recommendation_to,
    row_of,
)

D = date
LIST = reverse("council_sessions:handover-list")
ROWS = reverse("council_sessions:handoverrow-list")
CREATE = reverse("council_sessions:handover-create")
ACCEPT = reverse("council_sessions:handoverrow-bulk", args=["nhan"])
RETURN = reverse("council_sessions:handoverrow-bulk", args=["tra-lai"])
PROPOSE = reverse("council_sessions:handoverrow-bulk", args=["de-xuat"])


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def text_of(response) -> str:
    """The page as one line."""
    return " ".join(response.content.decode().split())


def states(record) -> list[str]:
    return list(record.rows.order_by("pk").values_list("status", flat=True))


# --- Opening ---------------------------------------------------------------------------------------------------------


def test_the_office_opens_it_and_those_who_take_over_are_told(as_, cast):
    old, new = ended_term(cast.locality), new_term(cast.locality)
    duty_of(cast)
    lan = as_(cast.lan)
    page = lan.get(CREATE)
    assert page.context["form"].initial["from_term"] == old.pk
    sent = {"from_term": old.pk, "to_term": new.pk, "opened_on": "01/10/2026", "note": ""}
    answer = lan.post(CREATE, sent)
    record = Handover.objects.get()
    assert (answer.status_code, answer.url) == (302, record.get_absolute_url())
    assert record.rows.count() == 1
    assert [notice.recipient for notice in Notice.objects.all()] == [cast.minh]


def test_terms_that_do_not_fit_are_no_choice(as_, cast):
    new = new_term(cast.locality)
    answer = as_(cast.lan).post(CREATE, {"from_term": new.pk, "to_term": new.pk, "opened_on": "01/10/2026"})
    assert answer.status_code == 422
    assert "Không có lựa chọn này trong danh sách." in text_of(answer)
    assert Handover.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("minh", 403), ("ubnd", 403), ("thu_ky", 403), ("dai_bieu", 403)])
def test_nobody_else_opens_it(as_, cast, who, status):
    assert as_(getattr(cast, who)).get(CREATE).status_code == status


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_shows_rows_by_register_and_numbers(as_, cast):
    duty_of(cast, title="Gửi báo cáo nước sạch", assignee=cast.minh.person)
    petition_at(cast)
    record = handover_of(cast)
    page = as_(cast.lan).get(record.get_absolute_url())
    text = text_of(page)
    assert "Gửi báo cáo nước sạch" in text
    assert "Lê Minh (người được giao)" in text
    assert [panel.title for panel in page.context["sections"]] == [
        "Số liệu bàn giao",
        "Theo cơ quan đang giữ",
        "Kiến nghị cử tri",
        "Nghĩa vụ",
        "Tệp đính kèm",
    ]
    assert 'name="chon"' in text


def test_a_department_sees_its_rows_and_a_stranger_nothing(as_, cast):
    duty_of(cast, title="Việc của Sở Y tế")
    duty_of(cast, owner=cast.committee, title="Việc của UBND")
    record = handover_of(cast)
    text = text_of(as_(cast.minh).get(record.get_absolute_url()))
    assert "Việc của Sở Y tế" in text
    assert "Việc của UBND" not in text
    assert "chỉ đếm" not in text
    assert as_(cast.stranger).get(record.get_absolute_url()).status_code == 404
    assert as_(cast.admin).get(record.get_absolute_url()).status_code == 404
    assert as_(cast.admin).get(LIST).status_code == 403


def test_a_secret_title_is_nowhere_on_the_page(as_, cast):
    duty_of(cast, title="Nội dung mật", confidential=True)
    record = handover_of(cast)
    text = text_of(as_(cast.lan).get(record.get_absolute_url()))
    assert "Nội dung mật" not in text
    assert "Chưa được xem (mật, bản nháp): chỉ đếm" in text


def test_a_secret_paper_has_no_title_where_others_read_the_row(as_, cast, monkeypatch):
    secret = OfficialDocument.objects.create(
        locality=cast.locality, issuer=cast.department, abstract="Trích yếu mật", confidential=True
    )
    duty = duty_of(cast)
    record = handover_of(cast, document=secret)
    actions.accept_handover(row_of(record, duty), by=cast.lan, document=secret)
    pages = (record.get_absolute_url(), ROWS, duty.get_absolute_url())
    shown = [text_of(as_(cast.ubnd).get(url)) for url in pages]
    monkeypatch.setattr(
        handover_paper.pdf, "render", lambda name, context, progress: strip_tags(render_to_string(name, context))
    )
    shown.append(handover_paper.as_pdf(record, cast.ubnd))
    shown.append(str(grid(as_(cast.ubnd).get(ROWS, {"xuat": "xlsx"}).content)))
    assert [secret.case_code in page for page in shown] == [True] * 5
    assert ["Trích yếu mật" in page for page in shown] == [False] * 5


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_number_of_queries(as_, cast, count, django_assert_num_queries):
    for _ in range(count):
        duty_of(cast)
        petition_at(cast)
        recommendation_to(cast)
    record = handover_of(cast)
    lan = as_(cast.lan)
    for url, queries_of in ((f"{ROWS}?handover={record.pk}", 20), (LIST, 12)):
        lan.get(url)
        with django_assert_num_queries(queries_of, info=url):
            response = lan.get(url)
        assert response.status_code == 200
    assert len(lan.get(ROWS).context["page"].object_list) == 3 * count


def test_the_list_is_narrowed_and_handed_out(as_, cast):
    duty, petition = duty_of(cast), petition_at(cast)
    record = handover_of(cast)
    actions.accept_handover(row_of(record, duty), by=cast.minh)
    lan = as_(cast.lan)

    def shown(query):
        return [row.record.target for row in lan.get(f"{ROWS}?{query}").context["page"].object_list]

    assert shown("kind=petition") == [petition]
    assert shown("standing=accepted") == [duty]
    assert shown("standing=returned") == []
    assert shown(f"from_body={cast.department.pk}&kind=obligation") == [duty]
    assert lan.get(f"{ROWS}?kind=x").status_code == 400
    book = grid(lan.get(f"{ROWS}?xuat=xlsx&standing=accepted").content)
    assert book[0] == ["Việc", "Thông tin thêm", "Đang giữ", "Hạn", "Đề xuất nhận", "Bàn giao", "Người nhận, trả"]
    assert book[1][0] == duty.title
    assert book[1][-2:] == ["đã nhận", "Lê Minh, Sở Y tế, 01/10/2026"]


# --- One and many ----------------------------------------------------------------------------------------------------


def test_many_are_taken_over_at_once(as_, cast):
    for _ in range(3):
        duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    minh = as_(cast.minh)
    shown = minh.get(ACCEPT, {"chon": keys})
    assert len(shown.context["ready"]) == 3
    answer = minh.post(ACCEPT, {"chon": keys, "note": "", "ve": record.get_absolute_url()})
    assert (answer.status_code, answer.url) == (302, record.get_absolute_url())
    assert states(record) == ["accepted"] * 3
    again = minh.post(ACCEPT, {"chon": keys, "note": ""}, follow=True)
    assert "đã được Lê Minh nhận lúc" in text_of(again)


def test_the_office_is_asked_for_a_document_for_others(as_, cast):
    duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    lan = as_(cast.lan)
    answer = lan.post(ACCEPT, {"chon": keys, "note": ""})
    assert answer.status_code == 422
    assert "ghi thay thì chọn văn bản tiếp nhận" in text_of(answer)
    assert states(record) == ["waiting"]


def test_a_return_asks_for_a_reason(as_, cast):
    duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    minh = as_(cast.minh)
    answer = minh.post(RETURN, {"chon": keys, "reason": " "})
    assert (answer.status_code, states(record)) == (422, ["waiting"])
    minh.post(RETURN, {"chon": keys, "reason": "Không thuộc Sở."})
    assert states(record) == ["returned"]


def test_the_office_proposes_another_body(as_, cast):
    duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    assert as_(cast.minh).get(PROPOSE, {"chon": keys}).status_code == 403
    as_(cast.lan).post(PROPOSE, {"chon": keys, "to_body": cast.committee.pk, "note": ""})
    assert record.rows.get().to_body == cast.committee


def test_rows_of_others_are_not_done_and_not_named(as_, cast):
    duty_of(cast, owner=cast.committee, title="Việc của UBND")
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    answer = as_(cast.minh).post(ACCEPT, {"chon": keys, "note": ""}, follow=True)
    assert "không còn trong những gì bạn được xem" in text_of(answer)
    assert "Việc của UBND" not in text_of(answer)
    assert states(record) == ["waiting"]
    assert as_(cast.dai_bieu).get(ACCEPT, {"chon": keys}).status_code == 403


def test_a_commune_takes_over_what_the_province_sent_it(as_, cast):
    petition_at(cast, cast.commune_council)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    as_(cast.xa).post(ACCEPT, {"chon": keys, "note": ""})
    assert states(record) == ["accepted"]


def test_an_ended_places_office_only_reads(as_, cast):
    duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    old = cast.acting_as(cast.ended_council, "council_clerk")
    assert as_(old).get(ACCEPT, {"chon": keys}).status_code == 403
    assert as_(old).get(CREATE).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_question_before_costs_the_same(as_, cast, count, django_assert_num_queries):
    for _ in range(count):
        duty_of(cast)
    record = handover_of(cast)
    keys = list(record.rows.values_list("pk", flat=True))
    minh = as_(cast.minh)
    minh.get(ACCEPT, {"chon": keys})
    with django_assert_num_queries(15):
        minh.get(ACCEPT, {"chon": keys})


# --- Steps, minutes, other pages -------------------------------------------------------------------------------------


def move(client, record, name, **data):
    return client.post(reverse("council_sessions:handover-move", args=[record.pk, name]), data, follow=True)


def test_it_is_closed_when_nothing_waits(as_, cast):
    duty = duty_of(cast)
    record = handover_of(cast)
    lan = as_(cast.lan)
    assert "Còn 1 việc chờ nhận" in text_of(move(lan, record, "close", closed_on="01/10/2026"))
    actions.accept_handover(row_of(record, duty), by=cast.minh)
    move(lan, record, "close", closed_on="01/10/2026", note="")
    record.refresh_from_db()
    assert record.status == "closed"
    assert 'name="chon"' not in text_of(lan.get(record.get_absolute_url()))
    assert move(as_(cast.ubnd), record, "reopen", reason="Sót").status_code == 403


def test_the_list_is_looked_at_again(as_, cast):
    record = handover_of(cast)
    duty_of(cast)
    move(as_(cast.lan), record, "collect")
    assert record.rows.count() == 1


def test_terms_stay_when_it_is_edited(as_, cast):
    record = handover_of(cast)
    lan = as_(cast.lan)
    url = reverse("council_sessions:handover-edit", args=[record.pk])
    form = lan.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "note": "Theo kế hoạch",
        "opened_on": "02/07/2026",
    }
    assert lan.post(url, sent).status_code == 302
    record.refresh_from_db()
    assert (record.note, record.opened_on) == ("Theo kế hoạch", D(2026, 7, 2))


def test_the_minutes_are_queued_and_nobody_elses(as_, cast):
    record = handover_of(cast)
    url = reverse("council_sessions:handover-minutes", args=[record.pk])
    assert as_(cast.stranger).post(url).status_code == 404
    answer = as_(cast.lan).post(url)
    assert answer.url == Job.objects.get().get_absolute_url()
    assert Job.objects.get().params == {"handover": record.pk}


@pytest.mark.pdf
def test_the_minutes_name_what_the_reader_sees_and_count_the_rest(cast):
    duty_of(cast, title="Gửi báo cáo nước sạch")
    duty_of(cast, title="Nội dung mật", confidential=True)
    record = handover_of(cast)
    content = handover_paper.as_pdf(record, cast.lan)
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    assert "Gửi báo cáo nước sạch" in words
    assert "Nội dung mật" not in words
    assert "Tổng cộng 0 0 0 2 2" in words


def test_the_record_tells_of_it_and_the_term_too(as_, cast):
    duty = duty_of(cast)
    record = handover_of(cast)
    actions.accept_handover(row_of(record, duty), by=cast.minh, note="Đủ hồ sơ")
    lan = as_(cast.lan)
    page = text_of(lan.get(duty.get_absolute_url()))
    assert "Bàn giao nhiệm kỳ 2021-2026 sang 2026-2031: Sở Y tế nhận. Đủ hồ sơ" in page
    assert f'{ROWS}?handover={record.pk}"' in page
    assert str(record) in text_of(lan.get(record.from_term.get_absolute_url()))


def test_an_ended_term_offers_its_handover_to_the_office(as_, cast):
    old = ended_term(cast.locality)
    offered = f"{CREATE}?from_term={old.pk}"
    assert offered in text_of(as_(cast.lan).get(old.get_absolute_url()))
    assert offered not in text_of(as_(cast.ubnd).get(old.get_absolute_url()))
    assert queries.ended_terms(cast.locality, D(2026, 6, 30)) == []


def test_rows_are_found_by_words(as_, cast):
    duty = duty_of(cast, title="Sửa cầu Khe Sâu")
    duty_of(cast, title="Việc khác")
    handover_of(cast)
    found = as_(cast.lan).get(f"{ROWS}?q=cau khe sau").context["page"].object_list
    assert [row.record.target for row in found] == [duty]
    assert HandoverRow.objects.count() == 2
