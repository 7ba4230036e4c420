from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.deadlines.actions.obligations import NO_EVIDENCE
from coordination.deadlines.models import Obligation
from coordination.regulations.models import Meeting
from tests.deadlines.factories import ObligationFactory
from tests.documents.factories import OfficialDocumentFactory
from tests.regulations.factories import MeetingFactory

pytestmark = pytest.mark.django_db

LIST = "/viec/nghia-vu/"


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026, as in the mock-ups."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


def url(name, obligation, *args):
    return reverse(f"deadlines:obligation-{name}", args=[obligation.pk, *args])


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries(cast, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        meeting = MeetingFactory(locality=cast.locality)
        ObligationFactory(owner=cast.office, beneficiary=cast.committee, subject=meeting)
    browser = as_("lan")
    browser.get(LIST)  # content types are remembered from here on

    with django_assert_num_queries(15):
        response = browser.get(LIST)

    assert response.context["total"] == rows


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"tinh_trang": "qua-han"}, ["Trả lời chất vấn"]),
        ({"tinh_trang": "xong-tre"}, ["Gửi tờ trình"]),
        ({"q": "chat van"}, ["Trả lời chất vấn"]),
        ({"tu": "20/07/2026", "den": "31/07/2026"}, ["Nộp báo cáo"]),
        ({}, ["Trả lời chất vấn", "Nộp báo cáo", "Gửi tờ trình"]),
    ],
)
def test_filters(cast, as_, query, titles):
    ObligationFactory(owner=cast.department, title="Nộp báo cáo")
    ObligationFactory(owner=cast.department, title="Trả lời chất vấn", due_on=date(2026, 7, 3))
    ObligationFactory(owner=cast.department, title="Gửi tờ trình", due_on=date(2026, 7, 3), done="2026-07-04")

    response = as_("lan").get(LIST, query)

    assert [row.record.title for row in response.context["page"].object_list] == titles


def test_a_strange_filter_is_an_error_not_a_crash(as_):
    assert as_("lan").get(LIST, {"tinh_trang": "x", "pham_vi": "y", "tu": "31/02/2026"}).status_code == 400


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("minh", 200), ("hoa", 200), ("stranger", 404), ("xa", 404)])
def test_who_sees_a_duty(cast, as_, who, status):
    obligation = ObligationFactory(owner=cast.department)

    assert as_(who).get(url("detail", obligation)).status_code == status


def test_the_page_of_a_duty_says_everything(cast, as_):
    meeting = MeetingFactory(locality=cast.locality, title="Họp giao ban")
    obligation = ObligationFactory(
        owner=cast.department,
        beneficiary=cast.standing,
        subject=meeting,
        basis="Công văn 12/HĐND",
        due_on=date(2026, 7, 11),
        done="2026-07-13",
        late_reason="Chờ số liệu",
        late_body=cast.committee,
    )

    page = as_("lan").get(url("detail", obligation)).content.decode()

    for words in (
        "Thường trực HĐND tỉnh",
        f'<a href="{meeting.get_absolute_url()}">Họp giao ban</a>',
        "Công văn 12/HĐND",
        "(ấn định); rơi vào ngày nghỉ",
        "xong, trễ 2 ngày",
        "Chờ số liệu",
    ):
        assert words in page


def test_whom_a_confidential_duty_names_reads_what_it_is(cast, as_):
    obligation = ObligationFactory(
        owner=cast.department, assignee=cast.minh.person, title="Xác minh đơn", confidential=True
    )

    page = as_("minh").get(url("detail", obligation)).content.decode()

    assert f"<h1>Nghĩa vụ số {obligation.pk}</h1>" in page
    assert "Xác minh đơn" in page
    assert as_("lan").get(url("detail", obligation)).status_code == 404


def test_a_subject_one_may_not_see_is_not_named(cast, as_):
    meeting = MeetingFactory(locality=cast.locality, title="Họp giao ban kín")
    obligation = ObligationFactory(owner=cast.department, subject=meeting)

    page = as_("minh").get(url("detail", obligation)).content.decode()

    assert "Họp giao ban kín" not in page


def test_the_panel_stands_on_the_page_of_the_subject(cast, as_):
    meeting = MeetingFactory(locality=cast.locality, parties=[cast.department])
    ObligationFactory(owner=cast.department, beneficiary=cast.standing, subject=meeting, title="Báo cáo tiến độ")

    page = as_("lan").get(meeting.get_absolute_url()).content.decode()

    assert "Báo cáo tiến độ" in page
    assert "Sở Y tế nợ Thường trực HĐND tỉnh" in page
    assert f"/viec/nghia-vu/moi/?ho-so=regulations.meeting:{meeting.pk}" in page


def test_the_panel_hides_what_the_gate_hides(cast, as_):
    meeting = MeetingFactory(locality=cast.locality, parties=[cast.department])
    ObligationFactory(owner=cast.committee, subject=meeting, title="Báo cáo tiến độ", locality=cast.locality)

    assert "Báo cáo tiến độ" not in as_("minh").get(meeting.get_absolute_url()).content.decode()


FILLED = {
    "title": "Gửi báo cáo quý III",
    "opened_on": "01/07/2026",
    "due_on": "31/07/2026",
    "basis_kind": "dispatch",
    "basis": "Công văn 12/HĐND",
}


def test_giving_out_work_about_a_record(cast, as_):
    meeting = MeetingFactory(locality=cast.locality)
    address = f"/viec/nghia-vu/moi/?ho-so=regulations.meeting:{meeting.pk}"
    browser = as_("lan")
    assert meeting.title in browser.get(address).content.decode()

    response = browser.post(address, FILLED | {"owner": cast.department.pk})

    obligation = Obligation.objects.get()
    assert response.url == obligation.get_absolute_url()
    assert (obligation.subject, obligation.owner, obligation.created_by) == (meeting, cast.department, cast.lan)


def test_a_form_with_errors_keeps_what_was_typed(cast, as_):
    response = as_("lan").post("/viec/nghia-vu/moi/", FILLED | {"due_on": "30/06/2026", "owner": cast.department.pk})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Hạn không được trước ngày giao (01/07/2026)." in page
    assert "Gửi báo cáo quý III" in page
    assert Obligation.objects.count() == 0


@pytest.mark.parametrize(
    "named", ["regulations.meeting:999", "regulations.meeting:x", "people.user:1", "không có:1", "regulations.meeting"]
)
def test_an_unknown_subject_is_not_found(as_, named):
    assert as_("lan").get("/viec/nghia-vu/moi/", {"ho-so": named}).status_code == 404


def test_a_subject_of_another_place_is_not_found(cast, as_):
    meeting = MeetingFactory(locality=cast.other)

    assert as_("lan").get("/viec/nghia-vu/moi/", {"ho-so": f"regulations.meeting:{meeting.pk}"}).status_code == 404
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("who", ["minh", "dai_bieu", "thu_ky", "admin"])
def test_who_may_not_give_out_work(as_, who):
    assert as_(who).get("/viec/nghia-vu/moi/").status_code == 403


def test_closing_in_time(cast, as_):
    obligation = ObligationFactory(owner=cast.department)
    browser = as_("minh")
    form = browser.get(url("move", obligation, "close")).context["form"]
    assert "late_reason" not in form.fields

    browser.post(url("move", obligation, "close"), {"closed_on": "15/07/2026", "evidence": "Công văn 45/SYT"})

    obligation.refresh_from_db()
    assert (obligation.status, obligation.closed_on, obligation.evidence) == (
        "done",
        date(2026, 7, 15),
        "Công văn 45/SYT",
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"closed_on": "15/07/2026"},
            {
                "evidence": [NO_EVIDENCE],
                "late_cause": ["Việc xong sau hạn: chọn nguyên nhân trễ."],
                "late_reason": ["Ghi lý do cụ thể."],
                "late_body": ["Chọn cơ quan làm trễ."],
            },
        ),
        (
            {"closed_on": "15/07/2026", "late_cause": "other", "evidence": "Công văn 45/SYT"},
            {"late_reason": ["Ghi lý do cụ thể."], "late_body": ["Chọn cơ quan làm trễ."]},
        ),
        (
            {"closed_on": "15/07/2026", "late_cause": "x"},
            {"late_cause": ["Không có lựa chọn này trong danh sách."]},
        ),
        ({"closed_on": "16/07/2026"}, {"closed_on": ["Ngày làm xong không thể ở sau hôm nay."]}),
        ({"closed_on": "30/06/2026"}, {"closed_on": ["Ngày làm xong không được trước ngày giao (01/07/2026)."]}),
        ({"closed_on": "31/06/2026"}, {"closed_on": ["Tháng 6 chỉ có 30 ngày."]}),
    ],
)
def test_what_is_asked_of_late_work(cast, as_, typed, errors):
    obligation = ObligationFactory(owner=cast.department, due_on=date(2026, 7, 10))

    response = as_("minh").post(url("move", obligation, "close"), typed | {"outcome": "Đã gửi báo cáo"})

    assert (response.status_code, dict(response.context["form"].errors)) == (422, errors)
    assert "Đã gửi báo cáo" in response.content.decode()
    assert Obligation.objects.get().status == "open"


def test_late_work_done_before_its_day_needs_no_reason(cast, as_):
    obligation = ObligationFactory(owner=cast.department, due_on=date(2026, 7, 10))

    as_("minh").post(url("move", obligation, "close"), {"closed_on": "09/07/2026", "evidence": "Công văn 45/SYT"})

    assert Obligation.objects.get().status == "done"


@pytest.mark.parametrize(
    ("name", "who", "status"),
    [
        ("close", "stranger", 404),
        ("close", "lan", 200),
        ("waive", "minh", 403),
        ("waive", "lan", 200),
        ("reopen", "lan", 302),
        ("bay", "lan", 404),
    ],
)
def test_who_meets_which_step(cast, as_, name, who, status):
    obligation = ObligationFactory(owner=cast.department)

    assert as_(who).get(url("move", obligation, name)).status_code == status


def test_waiving_and_opening_again(cast, as_):
    obligation = ObligationFactory(owner=cast.department)
    browser = as_("lan")

    browser.post(url("move", obligation, "waive"), {"reason": "Đã gộp"})
    assert Obligation.objects.get().status == "waived"

    browser.post(url("move", obligation, "reopen"), {"reason": "Tách lại"})
    assert Obligation.objects.get().status == "open"


def test_editing_asks_lateness_only_of_late_work(cast, as_):
    late = ObligationFactory(owner=cast.department, due_on=date(2026, 7, 10), done="2026-07-12")
    done = ObligationFactory(owner=cast.department, done="2026-07-12")
    waiting = ObligationFactory(owner=cast.department)
    browser = as_("lan")

    fields = [set(browser.get(url("edit", row)).context["form"].fields) for row in (late, done, waiting)]

    assert ["late_reason" in names for names in fields] == [True, False, False]
    assert ["late_cause" in names for names in fields] == [True, False, False]
    assert ["evidence" in names for names in fields] == [True, True, False]


def test_editing(cast, as_):
    obligation = ObligationFactory(owner=cast.department)
    typed = FILLED | {"owner": cast.committee.pk, "revision": obligation.revision}

    response = as_("lan").post(url("edit", obligation), typed)

    obligation.refresh_from_db()
    assert response.status_code == 302
    assert (obligation.title, obligation.owner) == ("Gửi báo cáo quý III", cast.committee)


@pytest.mark.parametrize(("who", "status"), [("minh", 403), ("stranger", 404)])
def test_who_may_not_edit(cast, as_, who, status):
    obligation = ObligationFactory(owner=cast.department)

    assert as_(who).post(url("edit", obligation), FILLED).status_code == status


def test_pages_and_buttons_agree_on_whose_ledger_it_is(cast, as_):
    obligation = ObligationFactory(owner=cast.committee, beneficiary=cast.front)
    pages = (url("edit", obligation), url("move", obligation, "waive"), url("move", obligation, "close"))

    answers = {}
    for who in ("ubnd", "hoa", "lan"):
        browser = as_(who)
        page = browser.get(url("detail", obligation)).content.decode()
        answers[who] = [(f'href="{address}"' in page, browser.get(address).status_code) for address in pages]

    theirs, not_theirs = (True, 200), (False, 403)
    assert answers == {
        "ubnd": [not_theirs, not_theirs, theirs],
        "hoa": [theirs, theirs, theirs],
        "lan": [not_theirs, not_theirs, not_theirs],
    }


def test_the_debtor_does_not_move_its_own_day(cast, as_):
    obligation = ObligationFactory(owner=cast.committee, beneficiary=cast.front)
    typed = FILLED | {"owner": cast.committee.pk, "beneficiary": cast.committee.pk, "due_on": "31/12/2026"}

    assert as_("ubnd").post(url("edit", obligation), typed | {"revision": obligation.revision}).status_code == 403
    assert Obligation.objects.get().due_on == date(2026, 7, 31)


def test_evidence_one_may_not_see_is_not_named(cast, as_):
    document = OfficialDocumentFactory(locality=cast.locality)
    obligation = ObligationFactory(owner=cast.department, done="2026-07-10", evidence_document=document)

    pages = {who: as_(who).get(url("detail", obligation)).content.decode() for who in ("lan", "minh")}

    assert f'<a href="{document.get_absolute_url()}">' in pages["lan"]
    assert str(document) in pages["lan"]
    assert str(document) not in pages["minh"]
    assert document.get_absolute_url() not in pages["minh"]


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_who_keeps_the_ledger_reads_why_a_set_date_is_not_paused(cast, as_):
    obligation = ObligationFactory(owner=cast.department)

    response = as_("lan").get(url("move", obligation, "pause"), follow=True)

    assert told(response) == ["Hạn ấn định giữ đúng như đã viết: không tạm dừng, không gia hạn."]
    assert as_("minh").get(url("move", obligation, "pause")).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_waived_duty_says_so(cast, as_, method):
    obligation = ObligationFactory(
        owner=cast.department, status="waived", closed_on=date(2026, 7, 10), outcome="Đã gộp"
    )

    response = getattr(as_("minh"), method)(url("move", obligation, "close"), follow=True)

    assert told(response) == ["Việc này đã được miễn ngày 10/07/2026: mở lại rồi mới ghi đã làm."]


def test_an_assignee_of_another_body_is_refused_at_the_field(cast, as_):
    typed = FILLED | {"owner": cast.department.pk, "assignee": cast.hoa.person.pk}

    response = as_("lan").post("/viec/nghia-vu/moi/", typed)

    assert dict(response.context["form"].errors) == {"assignee": ["Người này không làm việc ở Sở Y tế."]}
