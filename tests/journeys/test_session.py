"""A whole session of the council, played by those who make it: from the request for contents to published resolutions.

One story of three months, told day by day; at its end ledger, board, dossier and minutes say what happened.
"""

import io
import re
import zipfile
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from coordination.deadlines.models import Obligation
from coordination.jobs import runner
from coordination.jobs.models import Job
from coordination.people.choices import BodyKind
from sessions import queries
from sessions.board import histories
from sessions.models import (
    AgendaItem,
    ContentProposal,
    ContentRequest,
    CouncilSession,
    DraftComment,
    Question,
    QuestionTopic,
    ReadReceipt,
    Resolution,
    SessionDocument,
)
from sessions.views.parts.board import board_of
from tests.journeys.browser import PHONE, follow, press
from tests.journeys.story import Story, fill, morning, taken
from tests.people.factories import AppointmentFactory, BodyFactory, DelegateMandateFactory, PersonFactory, member
from tests.sessions.factories_documents import pdf_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LAN, UBND, MINH, PHAP, THU_KY, HOA, DAI_BIEU = "lan", "ubnd", "minh", "phap", "thu-ky", "hoa", "dai-bieu"
"""Offices of council and committee, two departments, the board, the Front, a delegate."""
ELDERLY = "Quy định mức hỗ trợ người cao tuổi khám sức khỏe"
PRICES = "Sửa đổi giá dịch vụ khám bệnh"
REPORT = "Báo cáo thi hành pháp luật sáu tháng đầu năm"
SCHEME = "Đề án trợ giúp pháp lý lưu động"
STOCK = "Bao giờ các trạm y tế xã đủ thuốc thiết yếu?"
WASTE = "Việc xử lý chất thải của bệnh viện đa khoa tỉnh ra sao?"
PROMISE = "Cung ứng đủ thuốc thiết yếu cho các trạm y tế xã"


def day(number: int, month: int) -> date:
    """Of the year of the story."""
    return date(2026, month, number)


@pytest.fixture(autouse=True)
def clock():
    """The server's clock; it runs on within a day, and the story turns its days."""
    with time_machine.travel(morning(day(4, 5)), tick=True) as clock:
        yield clock


@pytest.fixture
def council(cast):
    """A chair, five delegates, and a second department with somebody who works there."""
    AppointmentFactory(person=cast.tu.person, body=cast.standing, post="Chủ tịch HĐND")
    cast.justice = BodyFactory(
        locality=cast.locality,
        code="so-tu-phap",
        kind=BodyKind.DEPARTMENT,
        name="Sở Tư pháp",
        parent=cast.committee,
    )
    cast.phap = member(cast.justice, "department_officer", "Lý Văn Pháp", PHAP)
    cast.others = [
        PersonFactory(locality=cast.locality, name=f"Đại biểu {name}") for name in ("An", "Bình", "Chi", "Dũng")
    ]
    for person in cast.others:
        DelegateMandateFactory(person=person, term=cast.term, constituency=cast.constituency)
    return cast


class SessionStory(Story):
    """With the session itself, once it is planned."""

    def part(self, key: str) -> Page:
        """A part of the session's page."""
        return self.journey.open(f"{self.session.get_absolute_url()}?phan={key}")

    def item(self, title: str) -> AgendaItem:
        return AgendaItem.objects.get(title=title)

    def draft(self, title: str):
        return self.item(title).draft


def a_pdf(name: str, pages: int = 1) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf_of(pages)}


# Before the session


def the_office_plans_the_session_and_asks_for_contents(story) -> None:
    page = story.enter(day(4, 5), LAN)
    story.journey.open(reverse("council_sessions:councilsession-list"))
    story.journey.look()
    follow(page.get_by_role("link", name="Lập kỳ họp").first)
    story.send(look=True, kind="regular", part="mid_year", planned_opening="15/07/2026", venue="Hội trường tỉnh")
    story.session = CouncilSession.objects.get()
    assert str(story.session) == "Kỳ họp thứ nhất, thường lệ giữa năm 2026"
    story.part("chuan-bi")
    follow(page.get_by_role("link", name="Đề nghị các cơ quan", exact=True))
    asked = [story.cast.committee, story.cast.front, story.cast.board]
    story.send(look=True, bodies=asked, due_on=day(15, 5))
    assert page.get_by_text("Đã đề nghị 3 cơ quan.").is_visible()
    story.journey.look()


def the_bodies_propose(story) -> None:
    page = story.enter(day(8, 5), UBND)
    request = ContentRequest.objects.get(body=story.cast.committee)
    for title, kind, is_normative in (
        (ELDERLY, "draft", True),
        (REPORT, "report", False),
        (SCHEME, "scheme", False),
        (PRICES, "draft", True),
    ):
        story.journey.open(request.get_absolute_url())
        follow(page.get_by_role("link", name="Đề xuất nội dung", exact=True))
        story.send(look=title == ELDERLY, title=title, kind=kind, is_normative=is_normative)
    story.step(request, "Ghi đã đề xuất xong", note="Bốn nội dung.")
    story.journey.look()
    assert [row.title for row in request.proposals.order_by("id")] == [ELDERLY, REPORT, SCHEME, PRICES]
    story.enter(day(11, 5), HOA)
    story.step(ContentRequest.objects.get(body=story.cast.front), "Ghi đã đề xuất xong", note="Không có nội dung nào.")


def the_office_makes_the_programme(story) -> None:
    page = story.enter(day(12, 5), LAN)
    office, cast = story, story.cast
    office.step(
        ContentRequest.objects.get(body=cast.board),
        "Ghi đã đề xuất xong",
        answered_on=day(11, 5),
        note="Ban báo qua điện thoại: không có.",
    )
    for title, body, due_on, board in (
        (ELDERLY, cast.department, day(29, 5), cast.board),
        (REPORT, cast.justice, day(5, 6), ""),
        (SCHEME, cast.justice, day(5, 6), ""),
        (PRICES, cast.department, day(12, 6), cast.board),
    ):
        proposal = ContentProposal.objects.get(title=title)
        fields = {"preparing_body": body, "due_on": due_on, "verifying_board": board}
        office.step(proposal, "Đưa vào chương trình", look=title == ELDERLY, **fields)
    office.part("chuong-trinh")
    office.journey.look()

    ordinary, shortened = story.draft(ELDERLY), story.draft(PRICES)
    story.journey.open(reverse("council_sessions:draftresolution-edit", args=[ordinary.pk]))
    story.send(needs_criticism=True)
    story.journey.open(reverse("council_sessions:draftresolution-edit", args=[shortened.pk]))
    story.send(
        look=True,
        procedure="shortened",
        shortened_ground="new_law",
        shortened_decision="Văn bản 31/HĐND-VP",
        shortened_decided_on=day(11, 5),
    )
    for draft in (ordinary, shortened):
        story.step(draft, "Giao soạn thảo")
    assert page.get_by_text("Văn bản 31/HĐND-VP").first.is_visible()
    story.journey.look()


def the_drafts_go_their_ways(story) -> None:
    cast, ordinary, shortened = story.cast, story.draft(ELDERLY), story.draft(PRICES)
    story.enter(day(18, 5), MINH)
    story.step(ordinary, "Ghi soạn thảo xong")
    story.step(ordinary, "Đăng tải lấy ý kiến")
    story.step(ordinary, "Lấy ý kiến", bodies=[cast.justice])
    story.step(shortened, "Ghi soạn thảo xong")
    story.step(shortened, "Chuyển thẩm định", body=cast.justice)

    story.enter(day(22, 5), PHAP)
    story.step(ordinary, "Ghi ý kiến góp ý", text="Ghi rõ nguồn kinh phí.")
    story.step(shortened, "Ghi kết quả thẩm định")

    story.enter(day(25, 5), MINH)
    story.step(ordinary, "Gửi MTTQ phản biện")
    story.enter(day(28, 5), HOA)
    story.step(ordinary, "Ghi kết quả phản biện", look=True, text="Thêm người khuyết tật.\n\nNâng mức hỗ trợ gấp đôi.")


def the_department_answers_the_comments_of_the_front(story) -> None:
    ordinary = story.draft(ELDERLY)
    story.enter(day(2, 6), MINH)
    for text, answer, words in (
        ("Ghi rõ nguồn kinh phí.", "accepted", ""),
        ("Thêm người khuyết tật.", "accepted", ""),
        ("Nâng mức hỗ trợ gấp đôi.", "explained", "Ngân sách năm 2026 chưa cân đối được."),
    ):
        comment = DraftComment.objects.get(text=text)
        story.step(comment, "Tiếp thu, giải trình", look=bool(words), answer=answer, answer_text=words)
    story.journey.open(ordinary.get_absolute_url())
    story.journey.look()
    assert [(row.from_body, row.answer) for row in ordinary.comments.order_by("id")] == [
        (story.cast.justice, "accepted"),
        (story.cast.front, "accepted"),
        (story.cast.front, "explained"),
    ]


def add_document(story, item, role: str, title: str, **content) -> None:
    story.journey.open(item.get_absolute_url())
    follow(story.journey.page.get_by_role("link", name="Thêm bản", exact=True))
    story.send(look=title == "Tờ trình", role=role, title=title, **content)


def the_departments_hand_in_one_of_them_late(story) -> None:
    late, report, shortened = story.item(ELDERLY), story.item(REPORT), story.item(PRICES)
    page = story.journey.page  # the same morning
    add_document(story, late, "submission", "Tờ trình", file=a_pdf("to-trinh.pdf"))
    add_document(story, late, "draft", "Dự thảo nghị quyết", text="Điều 1. Mức hỗ trợ là 500.000 đồng.")
    story.step(late, "Ghi đã nộp tài liệu", late_reason="Chờ ý kiến của MTTQ.")
    assert page.get_by_text("trễ 4 ngày").first.is_visible()
    story.journey.look()
    add_document(story, shortened, "draft", "Dự thảo sửa giá", text="Điều 1. Giá khám là 45.000 đồng.")
    story.step(shortened, "Ghi đã nộp tài liệu")

    story.enter(day(3, 6), PHAP)
    add_document(story, report, "report", "Báo cáo", file=a_pdf("bao-cao.pdf", 2))
    story.step(report, "Ghi đã nộp tài liệu")


def the_office_withdraws_another(story) -> None:
    story.enter(day(4, 6), LAN)
    story.step(story.item(SCHEME), "Rút khỏi chương trình", look=True, reason="Trung ương đang sửa chính sách.")


def appraisal_and_the_committees_approval(story) -> None:
    ordinary, shortened = story.draft(ELDERLY), story.draft(PRICES)
    story.enter(day(8, 6), MINH)
    story.step(ordinary, "Chuyển thẩm định", body=story.cast.justice)
    story.enter(day(15, 6), PHAP)
    story.step(ordinary, "Ghi kết quả thẩm định")
    story.enter(day(16, 6), UBND)
    for draft in (ordinary, shortened):
        story.step(draft, "Trình UBND thông qua")
        story.step(draft, "Ghi UBND đã thông qua", text="Thống nhất trình.")


def convening_and_verification(story) -> None:
    drafts = story.draft(ELDERLY), story.draft(PRICES)
    story.enter(day(22, 6), LAN)
    for draft in drafts:
        story.step(draft, "Chuyển thẩm tra")
    story.step(story.session, "Triệu tập kỳ họp", look=True)

    story.enter(day(25, 6), THU_KY)
    for draft in drafts:
        story.step(draft, "Ghi kết quả thẩm tra", look=draft is drafts[0], conclusion="Đủ điều kiện trình.")
    for title in (ELDERLY, PRICES):
        story.step(story.item(title), "Ghi đã thẩm tra")


def the_documents_go_to_the_delegates(story) -> None:
    page = story.enter(day(30, 6), LAN)
    for title in (ELDERLY, REPORT, PRICES):
        story.step(story.item(title), "Đưa tài liệu cho đại biểu", look=title == ELDERLY)
    for title in (ELDERLY, PRICES):
        story.step(story.draft(title), "Trình kỳ họp")
    story.part("tai-lieu")
    story.journey.look()
    expect(page.locator(".board tbody tr:not(.group)")).to_have_count(3)


def a_delegate_reads_and_asks_on_a_phone(story) -> None:
    page = story.enter(day(1, 7), DAI_BIEU)
    page.set_viewport_size(PHONE)
    story.journey.open(story.session.get_absolute_url())
    story.journey.look()
    page.set_viewport_size(PHONE)
    follow(page.get_by_role("link", name="Đọc tài liệu").first)
    expect(page.locator(".read-sum")).to_have_text("Đã mở 0/4 tài liệu.")
    story.journey.look()
    page.set_viewport_size(PHONE)
    follow(page.get_by_role("link", name=re.compile("Dự thảo nghị quyết")).first)
    assert page.get_by_text("Mức hỗ trợ là 500.000 đồng.").is_visible()
    story.journey.look()
    page.set_viewport_size(PHONE)
    page.go_back()
    page.reload()
    expect(page.locator(".read-sum")).to_have_text("Đã mở 1/4 tài liệu.")
    for text in (STOCK, WASTE):
        story.part("chat-van")
        follow(page.get_by_role("link", name="Ghi chất vấn", exact=True))
        story.send(addressee=story.cast.department, text=text)
    story.journey.look()
    document = SessionDocument.objects.get(title="Dự thảo nghị quyết")
    receipt = ReadReceipt.objects.get()
    assert (receipt.document, receipt.person) == (document, story.cast.dai_bieu.person)


def the_questions_are_grouped(story) -> None:
    page = story.enter(day(3, 7), HOA)
    story.part("chat-van")
    follow(page.get_by_role("link", name="Đề xuất nhóm vấn đề", exact=True))
    story.send(title="Thuốc và chất thải y tế", addressee=story.cast.department, reason="burning")
    page = story.enter(day(6, 7), LAN)
    topic = QuestionTopic.objects.get()
    story.step(topic, "Chọn chất vấn tại kỳ họp")
    follow(page.get_by_role("link", name="Xếp phiếu vào nhóm", exact=True))
    story.send(look=True, questions=list(Question.objects.all()))
    assert topic.questions.count() == 2


# In the hall


def the_session_opens(story) -> None:
    page = story.enter(day(15, 7), LAN)
    story.step(story.session, "Khai mạc kỳ họp")
    story.part("diem-danh")
    follow(page.get_by_role("link", name="Điểm danh trên một bảng", exact=True))
    absent = story.cast.others[3]
    story.send(look=True, **{f"p{absent.pk}": "excused", f"p{absent.pk}_excuse": "Đi công tác"})
    turnout = queries.turnout_of(story.session)
    assert (turnout.present, turnout.total) == (4, 5)


def a_promise_is_noted_and_a_question_left_to_writing(story) -> None:
    page = story.journey.page
    story.journey.open(reverse("council_sessions:councilsession-room", args=[story.session.pk]))
    follow(page.get_by_role("link", name=STOCK))
    story.journey.look()
    page.locator("[name=answer-answer]").fill("Ngành đang đấu thầu thuốc.")
    press(page.get_by_role("button", name="Lưu trả lời"))
    fill(page, {"promise-promise": PROMISE, "promise-promise_due_on": day(30, 9)})
    press(page.get_by_role("button", name="Ghi lời hứa"))
    follow(page.get_by_role("link", name=WASTE))
    press(page.get_by_role("button", name=re.compile("^Giao trả lời bằng văn bản")))
    story.journey.look()
    states = Question.objects.order_by("id").values_list("text", "status", "promise_due_on", "left_to_writing_on")
    assert list(states) == [(STOCK, "promised", day(30, 9), None), (WASTE, "put", None, day(15, 7))]


def the_council_votes(story) -> None:
    page = story.enter(day(16, 7), LAN)
    for title, votes in ((ELDERLY, 4), (PRICES, 3)):
        draft = story.draft(title)
        story.part("diem-danh")
        follow(page.get_by_role("link", name="Ghi biểu quyết", exact=True))
        fields = {"draft": draft, "case": "normative", "votes_for": votes, "votes_against": 4 - votes}
        story.send(look=title == ELDERLY, **fields)
        assert page.get_by_text("thông qua").first.is_visible()
        if title == ELDERLY:
            story.journey.look()
        story.step(draft, "Ghi được thông qua")
    ballots = story.session.ballots.order_by("id").values_list("base_count", "present", "votes_for", "passed")
    assert list(ballots) == [(5, 4, 4, True), (5, 4, 3, True)]


def the_session_closes(story) -> None:
    story.enter(day(17, 7), LAN)
    story.step(story.session, "Bế mạc kỳ họp", lessons_learned="Nhắc nộp tài liệu sớm hơn.")
    assert (story.session.opened_on, story.session.closed_on) == (day(15, 7), day(17, 7))


# Afterwards


def resolutions_are_signed_and_published(story) -> None:
    page = story.enter(day(20, 7), LAN)
    found = {row.title: row for row in Resolution.objects.all()}
    assert set(found) == {ELDERLY, PRICES}
    for title in (ELDERLY, PRICES):
        story.step(found[title], "Cấp số", look=title == ELDERLY)
        story.step(found[title], "Ghi đã ký chứng thực", signed_by=story.cast.tu.person)
    assert [found[title].code for title in (ELDERLY, PRICES)] == ["01/2026/NQ-HĐND", "02/2026/NQ-HĐND"]
    story.enter(day(22, 7), LAN)
    story.step(found[ELDERLY], "Ghi đã gửi đăng Công báo")
    story.enter(day(24, 7), LAN)
    story.step(found[PRICES], "Ghi đã gửi đăng Công báo")  # a day late
    story.enter(day(27, 7), LAN)
    for number, title in enumerate((ELDERLY, PRICES), start=14):
        story.step(found[title], "Ghi đã đăng Công báo", published_in=f"Công báo số {number}")
        story.step(found[title], "Ghi đã niêm yết, công khai")
        story.step(found[title], "Ghi ngày có hiệu lực")
        story.step(found[title], "Ghi đã gửi cấp trên")
    assert page.get_by_text("Công báo số 15").first.is_visible()
    story.journey.look()
    story.step(story.session, "Ghi đã gửi cấp trên", note="Công văn 88/HĐND-VP")


def the_department_answers_in_writing(story) -> None:
    question = Question.objects.get(text=WASTE)
    story.enter(day(28, 7), MINH)
    story.step(question, "Trả lời bằng văn bản", look=True, answer="Bệnh viện đã có hệ thống xử lý mới.")
    assert (question.answered_on, question.answered_in, question.status) == (day(28, 7), "written", "answered")


# What is left of it

COMING = "kỳ họp thứ nhất, thường lệ giữa năm 2026"
LEDGER = [
    # (what, who, due, closed), in the order of the due days
    (f"Đề xuất nội dung {COMING}", "Ban Kinh tế - Ngân sách", day(15, 5), day(11, 5)),
    (f"Đề xuất nội dung {COMING}", "MTTQ tỉnh", day(15, 5), day(11, 5)),
    (f"Đề xuất nội dung {COMING}", "UBND tỉnh", day(15, 5), day(8, 5)),
    (f"Thẩm định dự thảo: {PRICES}", "Sở Tư pháp", day(25, 5), day(22, 5)),
    (f"Góp ý dự thảo: {ELDERLY}", "Sở Tư pháp", day(28, 5), day(22, 5)),
    (f"Gửi tài liệu: {ELDERLY}", "Sở Y tế", day(29, 5), day(2, 6)),
    (f"Gửi tài liệu: {REPORT}", "Sở Tư pháp", day(5, 6), day(3, 6)),
    (f"Gửi tài liệu: {SCHEME}", "Sở Tư pháp", day(5, 6), day(4, 6)),
    (f"Gửi tài liệu: {PRICES}", "Sở Y tế", day(12, 6), day(2, 6)),
    (f"Gửi dự thảo đến MTTQ để phản biện: {ELDERLY}", "Sở Y tế", day(15, 6), day(25, 5)),
    (f"Thẩm định dự thảo: {ELDERLY}", "Sở Tư pháp", day(23, 6), day(15, 6)),
    (f"Quyết định triệu tập {COMING}", "Thường trực HĐND tỉnh", day(25, 6), day(22, 6)),
    (f"Báo cáo thẩm tra: {PRICES}", "Ban Kinh tế - Ngân sách", day(29, 6), day(25, 6)),
    (f"Gửi hồ sơ thẩm tra: {ELDERLY}", "UBND tỉnh", day(30, 6), day(22, 6)),
    # Ten days before the opening is a Sunday: the Friday before.
    (f"Báo cáo thẩm tra: {ELDERLY}", "Ban Kinh tế - Ngân sách", day(3, 7), day(25, 6)),
    (f"Gửi hồ sơ dự thảo đến đại biểu: {ELDERLY}", "Thường trực HĐND tỉnh", day(8, 7), day(30, 6)),
    (f"Gửi đại biểu tài liệu {COMING}", "Thường trực HĐND tỉnh", day(8, 7), day(30, 6)),
    ("Gửi đăng Công báo nghị quyết 01/2026/NQ-HĐND", "Thường trực HĐND tỉnh", day(23, 7), day(22, 7)),
    ("Gửi đăng Công báo nghị quyết 02/2026/NQ-HĐND", "Thường trực HĐND tỉnh", day(23, 7), day(24, 7)),
    (f"Gửi cấp trên nghị quyết và biên bản {COMING}", "Thường trực HĐND tỉnh", day(27, 7), day(27, 7)),
    ("Đăng Công báo nghị quyết 01/2026/NQ-HĐND", "UBND tỉnh", day(29, 7), day(27, 7)),
    ("Đăng Công báo nghị quyết 02/2026/NQ-HĐND", "UBND tỉnh", day(31, 7), day(27, 7)),
    (f"Trả lời chất vấn bằng văn bản: {WASTE}", "Sở Y tế", day(4, 8), day(28, 7)),
    (f"Thực hiện lời hứa: {PROMISE}", "Sở Y tế", day(30, 9), None),
]


def then_the_ledger_agrees(story) -> None:
    rows = list(Obligation.objects.select_related("owner"))
    found = [(row.title, row.owner.name, row.due_on, row.closed_on) for row in rows]
    assert sorted(found, key=lambda row: (row[2], *row[:2])) == sorted(LEDGER, key=lambda row: (row[2], *row[:2]))
    late = {row.title: row.late_reason for row in rows if row.closed_on and row.closed_on > row.due_on}
    assert late == {
        f"Gửi tài liệu: {ELDERLY}": "Chờ ý kiến của MTTQ.",
        "Gửi đăng Công báo nghị quyết 02/2026/NQ-HĐND": "",
    }
    waived = {row.title: row.outcome for row in rows if row.status == "waived"}
    assert waived == {f"Gửi tài liệu: {SCHEME}": "Trung ương đang sửa chính sách."}
    page = story.enter(day(28, 7), LAN)
    story.journey.open(f"{reverse('deadlines:obligation-list')}?q=cung+ung+du+thuoc")
    expect(page.locator("#ket-qua tbody tr")).to_have_count(1)
    story.journey.look()


def then_the_readiness_board_agrees(story) -> None:
    page = story.part("tai-lieu")
    board = board_of(story.session, story.cast.lan)
    found = [
        (row.item.title, row.item.received_on, row.item.days_late, row.item.sent_on, row.opened) for row in board.rows
    ]
    assert found == [
        (ELDERLY, day(2, 6), 4, day(30, 6), "1/5"),
        (REPORT, day(3, 6), 0, day(30, 6), "0/5"),
        (PRICES, day(2, 6), 0, day(30, 6), "0/5"),
        (SCHEME, None, 0, None, ""),
    ]
    shown = page.get_by_role("row").filter(has=page.get_by_role("link", name=ELDERLY, exact=True)).inner_text()
    assert [words for words in ("02/06/2026", "trễ 4 ngày", "1/5") if words not in shown] == []
    assert page.get_by_text("Trung ương đang sửa chính sách.").first.is_visible()
    departments = story.cast.department, story.cast.justice
    past = histories(queries.past_documents(AgendaItem.objects.all(), [body.pk for body in departments]))
    assert [(past[body.pk].total, past[body.pk].late_days) for body in departments] == [(2, [4]), (2, [])]


def made(story, button: str) -> bytes:
    """What the worker makes of the dossier, taken from the page that follows it."""
    page = story.part("chuong-trinh")
    press(page.get_by_role("button", name=button))
    assert runner.run(Job.objects.latest("pk").pk)
    ready = page.get_by_role("link", name=re.compile("^Tải ho-so"))
    ready.wait_for()
    story.journey.look()
    return taken(page, ready).read_bytes()


def then_the_dossier_agrees(story) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(story, "Tải cả hồ sơ (ZIP)")))
    assert archive.namelist() == [
        f"01 - 1. {ELDERLY}/01 Dự thảo nghị quyết (bản 1).txt",
        f"01 - 1. {ELDERLY}/02 Tờ trình (bản 1).pdf",
        f"02 - 2. {REPORT}/01 Báo cáo (bản 1).pdf",
        f"03 - 3. {PRICES}/01 Dự thảo sửa giá (bản 1).txt",
        "muc-luc.txt",
        "muc-luc.csv",
    ]
    merged = PdfReader(io.BytesIO(made(story, "Ghép một tệp PDF")))
    assert bookmarks(merged.outline) == [
        "Mục lục",
        f"1. {ELDERLY}",
        ["Dự thảo nghị quyết (bản 1)", "Tờ trình (bản 1)"],
        f"2. {REPORT}",
        ["Báo cáo (bản 1)"],
        f"3. {PRICES}",
        ["Dự thảo sửa giá (bản 1)"],
    ]


def bookmarks(outline) -> list:
    return [bookmarks(row) if isinstance(row, list) else row.title for row in outline]


def then_the_minutes_agree(story) -> None:
    page = story.part("giay-to")
    follow(page.get_by_role("link", name="Biên bản kỳ họp", exact=True))
    story.send(look=True)
    story.journey.look()
    minutes = Document(taken(page, page.get_by_role("link", name="Tải DOCX")))
    lines = [paragraph.text.strip() for paragraph in minutes.paragraphs]
    told = [
        "- Có mặt: 4 đại biểu trên tổng số 5 đại biểu.",
        "- Vắng có phép: 1 đại biểu: Đại biểu Dũng (Đi công tác).",
        f"- Rút khỏi chương trình: {SCHEME}. Lý do: Trung ương đang sửa chính sách.",
        "Sở Y tế trả lời tại kỳ họp: Ngành đang đấu thầu thuốc.",
        f"Sở Y tế hứa: {PROMISE}, xong trước ngày 30/9/2026.",
        "Sở Y tế trả lời bằng văn bản: Bệnh viện đã có hệ thống xử lý mới.",
        f"1. 01/2026/NQ-HĐND {ELDERLY}.",
        f"2. 02/2026/NQ-HĐND {PRICES}.",
    ]
    assert [line for line in lines if line in told] == told, lines


def then_every_part_of_the_page_is_clean(story) -> None:
    for part in ("tai-lieu", "chuan-bi", "chuong-trinh", "nghi-quyet", "chat-van", "diem-danh", "thong-tin"):
        story.part(part)
        story.journey.look()
    for name in ("agendaitem", "draftresolution", "resolution", "question"):
        story.journey.open(reverse(f"council_sessions:{name}-list"))
        story.journey.look()


def test_a_whole_session(journey, clock, council):
    story = SessionStory(journey=journey, clock=clock, cast=council)
    the_office_plans_the_session_and_asks_for_contents(story)
    the_bodies_propose(story)
    the_office_makes_the_programme(story)
    the_drafts_go_their_ways(story)
    the_department_answers_the_comments_of_the_front(story)
    the_departments_hand_in_one_of_them_late(story)
    the_office_withdraws_another(story)
    appraisal_and_the_committees_approval(story)
    convening_and_verification(story)
    the_documents_go_to_the_delegates(story)
    a_delegate_reads_and_asks_on_a_phone(story)
    the_questions_are_grouped(story)
    the_session_opens(story)
    a_promise_is_noted_and_a_question_left_to_writing(story)
    the_council_votes(story)
    the_session_closes(story)
    resolutions_are_signed_and_published(story)
    the_department_answers_in_writing(story)
    then_the_ledger_agrees(story)
    then_the_readiness_board_agrees(story)
    then_the_dossier_agrees(story)
    then_the_minutes_agree(story)
    then_every_part_of_the_page_is_clean(story)
