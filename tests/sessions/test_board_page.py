"""The readiness board on its page: what it says, whom it reminds, paper and workbook; who sees how much of it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from openpyxl import load_workbook

from coordination.deadlines.models import Obligation
from coordination.notices.models import Notice
from sessions import actions, board_sheet
from sessions.models import AgendaItem, CouncilSession, ReadReceipt, Sitting
from tests.people.factories import BodyFactory, DelegateMandateFactory
from tests.sessions.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DraftResolutionFactory,
    SessionDocumentFactory,
    SittingFactory,
)
from tests.sessions.factories_drafts import DraftStepFactory

TODAY = date(2026, 7, 15)
LATE, SOON = date(2026, 7, 7), date(2026, 7, 20)


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


def address(record, name):
    return reverse(f"council_sessions:{record._meta.model_name}-{name}", args=[record.pk])


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(
        locality=cast.locality, number="2", part="mid_year", planned_opening="2026-07-28", term=cast.term
    )


@pytest.fixture
def add(cast, session):
    """One more content of the session, owed by Sở Y tế unless said otherwise."""

    def make(title, due=LATE, body=None, **fields):
        place = {"locality": cast.locality, "session": session, "preparing_body": body or cast.department}
        return AgendaItemFactory(**place, title=title, due_on=due, **fields)

    return make


def urge(client, record, body):
    return client.post(address(record, "urge"), {"co-quan": body.pk})


class TestRows:
    def test_opened_by_delegates_in_force_only(self, client, cast, session, add):
        item = add("Báo cáo", status="sent_to_delegates")
        seen = SessionDocumentFactory(locality=cast.locality, item=item, title="Báo cáo", audience="delegates")
        other = SessionDocumentFactory(locality=cast.locality, item=item, title="Phụ lục", audience="public")
        inside = SessionDocumentFactory(locality=cast.locality, item=item, title="Nội bộ")
        colleagues = [
            DelegateMandateFactory(person__locality=cast.locality, term=cast.term, constituency=cast.constituency)
            for _ in range(3)
        ]
        gone = DelegateMandateFactory(
            person__locality=cast.locality,
            term=cast.term,
            constituency=cast.constituency,
            valid_to=TODAY - timedelta(days=1),
        )
        for document in (seen, other):
            ReadReceipt.objects.create(document=document, person=cast.dai_bieu.person)
            ReadReceipt.objects.create(document=document, person=gone.person)
        ReadReceipt.objects.create(document=inside, person=colleagues[0].person)
        client.force_login(cast.lan)
        board = client.get(session.get_absolute_url()).context["board"]
        assert [row.opened for row in board.rows] == ["1/4"]

    def test_not_sent_is_not_opened(self, client, cast, session, add):
        add("Báo cáo", status="received")
        client.force_login(cast.lan)
        page = client.get(session.get_absolute_url())
        assert [row.opened for row in page.context["board"].rows] == [""]

    def test_ceremonies_are_no_documents(self, client, cast, session, add):
        add("Chào cờ", due=None, kind="procedure")
        add("Chất vấn", due=None, kind="questioning")
        add("Báo cáo")
        client.force_login(cast.lan)
        board = client.get(session.get_absolute_url()).context["board"]
        assert (board.total, [item.title for item in board.items]) == (1, ["Báo cáo"])
        [row] = client.get(reverse("council_sessions:councilsession-list")).context["table"].rows
        assert row.record.documents_total == 1
        listed = client.get(f"{board.address}&stage=overdue").context["table"].rows
        assert [row.record.title for row in listed] == ["Báo cáo"]

    def test_dates_and_what_is_missing(self, client, cast, session, add):
        draft = DraftResolutionFactory(locality=cast.locality, session=session, is_normative=True)
        item = add(
            "Giá đất",
            kind="draft",
            draft=draft,
            status="received",
            received_on=date(2026, 7, 9),
            committee_approved_on=date(2026, 7, 6),
            delegates_due_on=date(2026, 7, 21),
            verifying_board=cast.board,
        )
        SessionDocumentFactory(locality=cast.locality, item=item, title="Tờ trình", role="submission")
        client.force_login(cast.lan)
        page = words_of(client.get(session.get_absolute_url()))
        for words in ("09/07/2026", "trễ 2 ngày", "06/07/2026", "hạn 21/07/2026", "1/5"):
            assert words in page
        assert "Thiếu dự thảo nghị quyết, báo cáo thẩm định, báo cáo tiếp thu, giải trình, báo cáo thẩm tra" in page

    @pytest.mark.parametrize("again", [False, True])
    def test_what_the_steps_of_the_draft_say_is_not_missing(self, client, cast, session, add, again):
        """Appraised and verified there, without a file of it here; a second round opens the verification again."""
        draft = DraftResolutionFactory(locality=cast.locality, session=session, is_normative=True)
        rows = [("appraisal", cast.front, 1, date(2026, 7, 8)), ("verification", cast.board, 1, date(2026, 7, 9))]
        rows += [("approval", cast.committee, 1, date(2026, 7, 3))]
        rows += [("verification", cast.board, 2, None)] if again else []
        for kind, body, number, done in rows:
            DraftStepFactory(
                locality=cast.locality,
                draft=draft,
                kind=kind,
                body=body,
                round=number,
                started_on=date(2026, 7, 2),
                done_on=done,
            )
        item = add("Giá đất", kind="draft", draft=draft, status="received", received_on=date(2026, 7, 6))
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url())
        [row] = answer.context["board"].rows
        missing = ["submission", "draft", "explanation"] + (["verification"] if again else [])
        assert [role.value for role in row.checks.missing] == missing
        assert (row.verifiers, row.verified_on) == (str(cast.board), None if again else date(2026, 7, 9))
        assert row.approved_on == date(2026, 7, 3)
        page = words_of(answer)
        assert f"{cast.board} thẩm tra" in page
        assert ("09/07/2026" in page) == (not again)
        panels = {panel.title: panel for panel in client.get(item.get_absolute_url()).context["sections"]}
        assert [role.value for role in panels["Hồ sơ"].context["checks"].missing] == missing

    def test_by_kind(self, client, cast, session, add):
        add("Báo cáo")
        add("Tờ trình", kind="submission", body=cast.front, due=SOON)
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url(), {"nhom": "loai"})
        assert [(group.body, group.words) for group, _ in answer.context["groups"]] == [
            ("Báo cáo", "nợ 1, quá hạn 1"),
            ("Tờ trình", "nợ 1, chưa đến hạn"),
        ]

    def test_a_postponed_one_leads_to_where_it_goes_on(self, client, cast, session, add):
        later = CouncilSessionFactory(locality=cast.locality, number="3", planned_opening="2026-12-08")
        item = add("Đặt tên đường")
        actions.postpone_item(item, by=cast.lan, reason="Chờ ý kiến", to_session=later)
        client.force_login(cast.lan)
        page = words_of(client.get(session.get_absolute_url()))
        assert f'Đưa sang <a href="{later.items.get().get_absolute_url()}">{later}</a>' in page
        assert f"lùi từ {session}" in words_of(client.get(later.get_absolute_url()))

    def test_other_parts_show_the_summary_alone(self, client, cast, session, add):
        add("Báo cáo")
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url(), {"phan": "chuong-trinh"})
        assert (answer.context["board"].total, "groups" in answer.context) == (1, False)


class TestWhoSeesWhat:
    @pytest.fixture
    def held(self, cast):
        past = CouncilSessionFactory(locality=cast.locality, number="1", status="closed", opened_on=date(2026, 1, 8))
        for body in (cast.department, cast.front):
            AgendaItemFactory(
                locality=cast.locality,
                session=past,
                preparing_body=body,
                due_on=date(2025, 12, 20),
                status="received",
                received_on=date(2025, 12, 26),
            )
        return past

    def known(self, client, session, user):
        client.force_login(user)
        return [group.body for group, _ in client.get(session.get_absolute_url()).context["known"]]

    def test_histories_are_for_those_who_see_all_the_rows(self, client, cast, session, held, add):
        add("Báo cáo")
        shared = add("Đề án chung", body=cast.front)
        shared.co_preparing_bodies.set([cast.department])
        actions.edit_item(shared, by=cast.lan)
        assert sorted(self.known(client, session, cast.lan)) == ["MTTQ tỉnh", "Sở Y tế"]
        assert sorted(self.known(client, session, cast.ubnd)) == ["MTTQ tỉnh", "Sở Y tế"]
        assert self.known(client, session, cast.minh) == ["Sở Y tế"]
        actions.receive_item(shared, by=cast.lan)
        actions.send_item(shared, by=cast.lan)
        actions.convene(session, by=cast.lan)
        client.force_login(cast.dai_bieu)
        assert "known" not in client.get(session.get_absolute_url(), {"phan": "tai-lieu"}).context

    def test_a_department_is_not_told_what_it_cannot_see_is_missing(self, client, cast, session, add):
        add("Báo cáo")
        shared = add("Đề án chung", body=cast.front, kind="scheme")
        shared.co_preparing_bodies.set([cast.department])
        actions.edit_item(shared, by=cast.lan)
        client.force_login(cast.minh)
        rows = client.get(session.get_absolute_url()).context["board"].rows
        assert [(row.item.title, row.checks and row.checks.count) for row in rows] == [
            ("Báo cáo", "0/1"),
            ("Đề án chung", None),
        ]

    @pytest.mark.parametrize("name", ["print", "sheet", "urge"])
    def test_a_stranger_finds_nothing(self, client, cast, session, name):
        client.force_login(cast.stranger)
        assert client.post(address(session, name)).status_code == (404 if name == "urge" else 405)
        assert client.get(address(session, name)).status_code == (405 if name == "urge" else 404)

    def test_the_administrator_has_no_business_here(self, client, cast, session):
        client.force_login(cast.admin)
        assert client.get(address(session, "sheet")).status_code == 403

    def test_a_delegate_s_paper_holds_what_was_sent(self, client, cast, session, add):
        add("Chưa gửi")
        add("Đã gửi", status="sent_to_delegates")
        actions.convene(session, by=cast.lan)
        client.force_login(cast.dai_bieu)
        page = words_of(client.get(address(session, "print")))
        assert ("Đã gửi" in page, "Chưa gửi" in page) == (True, False)


class TestReminders:
    def test_one_press_reminds_one_body_of_what_is_overdue(self, client, cast, session, add):
        add("Dự toán")
        add("Quyết toán")
        add("Chưa đến hạn", due=SOON)
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url())
        assert answer.context["urge_all"][0] == "Đôn đốc 1 cơ quan quá hạn"
        answer = urge(client, session, cast.department)
        assert (answer.status_code, answer.url) == (302, session.get_absolute_url())
        assert said(answer) == ["Đã đôn đốc Sở Y tế 2 tài liệu, gửi Lê Minh."]
        assert Notice.objects.filter(recipient=cast.minh, text__startswith="Đôn đốc lần 1").count() == 2

    def test_not_twice_on_one_day(self, client, cast, session, add):
        add("Dự toán")
        client.force_login(cast.lan)
        urge(client, session, cast.department)
        answer = client.get(session.get_absolute_url())
        [(group, reminder)] = answer.context["groups"]
        assert (reminder.duties, reminder.reason) == ([], "Hôm nay cơ quan bạn đã đôn đốc rồi.")
        assert answer.context["urge_all"] is None
        [warning] = said(urge(client, session, cast.department))[-1:]
        assert warning.startswith("Không đôn đốc Sở Y tế (Gửi tài liệu: Dự toán): hôm nay cơ quan bạn đã đôn đốc rồi.")
        assert Notice.objects.filter(recipient=cast.minh, text__startswith="Đôn đốc").count() == 1
        with time_machine.travel("2026-07-16 02:00", tick=False):
            client.force_login(cast.lan)
            urge(client, session, cast.department)
        assert Notice.objects.filter(recipient=cast.minh, text__startswith="Đôn đốc lần 2").count() == 1

    def test_refused_where_nobody_has_an_account(self, client, cast, session, add):
        empty = BodyFactory(locality=cast.locality, kind="department", name="Sở Tài chính", parent=cast.committee)
        add("Dự toán", body=empty)
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url())
        [(group, reminder)] = answer.context["groups"]
        reason = "Chưa có ai khác ở Sở Tài chính có tài khoản để nhận: đôn đốc bằng văn bản."
        assert (reminder.duties, reminder.reason, answer.context["urge_all"]) == ([], reason, None)
        assert reason in words_of(answer)
        [warning] = said(urge(client, session, empty))
        assert warning == f"Không đôn đốc Sở Tài chính (Gửi tài liệu: Dự toán): c{reason[1:]}"
        assert not Notice.objects.exists()

    def test_what_is_not_due_yet_while_nothing_is_overdue(self, client, cast, session, add):
        add("Chưa đến hạn", due=SOON)
        client.force_login(cast.lan)
        assert client.get(session.get_absolute_url()).context["urge_all"][0] == "Đôn đốc 1 cơ quan còn nợ tài liệu"
        assert said(urge(client, session, cast.department)) == ["Đã đôn đốc Sở Y tế 1 tài liệu, gửi Lê Minh."]

    def test_without_a_due_day_there_is_nothing_to_remind_of(self, client, cast, session, add):
        add("Chưa có hạn", due=None)
        client.force_login(cast.lan)
        assert said(urge(client, session, cast.department)) == [
            "Chưa đôn đốc Sở Y tế: tài liệu còn nợ chưa có hạn nộp."
        ]

    @pytest.mark.parametrize("body", ["", "abc", "0", "99999999999999999999"])
    def test_a_body_that_owes_nothing(self, client, cast, session, body):
        client.force_login(cast.lan)
        answer = client.post(address(session, "urge"), {"co-quan": body})
        assert said(answer) == ["Cơ quan này không còn nợ tài liệu nào."]

    def test_all_at_once_shows_first_who_is_told(self, client, cast, session, add):
        office = BodyFactory(locality=cast.locality, kind="department", name="Sở Nội vụ", parent=cast.committee)
        cast.acting_as(office, "department_officer", "Tô Thị Nội")
        add("Dự toán")
        add("Biên chế", body=office)
        add("Chưa đến hạn", body=cast.front, due=SOON)
        client.force_login(cast.lan)
        words, link = client.get(session.get_absolute_url()).context["urge_all"]
        assert words == "Đôn đốc 2 cơ quan quá hạn"
        page = client.get(link)
        assert [note for _, note in page.context["ready"]] == [
            "Sở Y tế · lần 1, gửi Lê Minh",
            "Sở Nội vụ · lần 1, gửi Tô Thị Nội",
        ]
        keys = [row.pk for row, _ in page.context["ready"]]
        answer = client.post(link, {"chon": keys, "ve": session.get_absolute_url(), "text": ""})
        assert (answer.url, said(answer)) == (session.get_absolute_url(), ["Đã đôn đốc 2 việc."])
        assert not Notice.objects.filter(recipient=cast.hoa, text__startswith="Đôn đốc").exists()

    def test_who_has_no_account_is_named_beside_a_letter(self, client, cast, session, add):
        empty = BodyFactory(locality=cast.locality, kind="department", name="Sở Tài chính", parent=cast.committee)
        add("Dự toán")
        add("Quyết toán", body=empty)
        client.force_login(cast.lan)
        answer = client.get(session.get_absolute_url())
        assert answer.context["unreachable"] == ["Sở Tài chính"]
        assert answer.context["urge_all"][0] == "Đôn đốc 1 cơ quan quá hạn"
        page = words_of(answer)
        assert "Chưa có tài khoản để nhận đôn đốc:</span> Sở Tài chính." in page
        assert client.get(answer.context["letter_url"]).status_code == 200
        assert f'href="{answer.context["letter_url"]}"' in page
        client.force_login(cast.minh)
        assert client.get(session.get_absolute_url()).context["letter_url"] == ""

    def test_after_the_close_nobody_is_urged(self, client, cast, session, add):
        add("Dự toán")
        add("Chưa đến hạn", due=SOON, body=cast.front)
        type(session).objects.filter(pk=session.pk).update(status="closed", opened_on=TODAY, closed_on=TODAY)
        client.force_login(cast.lan)
        context = client.get(session.get_absolute_url()).context
        assert (context["urge_all"], context["unreachable"]) == (None, [])
        assert all(reminder is None for _, reminder in context["groups"])
        assert [group.words for group, _ in context["groups"]] == ["chưa nộp 1", "chưa nộp 1"]
        shares = [(share.label, share.value) for share in context["board"].shares]
        assert shares[2:] == [("Chưa nộp", 1), ("Quá hạn", 1)]

    @pytest.mark.parametrize("who", ["minh", "thu_ky", "dai_bieu"])
    def test_who_keeps_no_ledger_reminds_nobody(self, client, cast, session, add, who):
        add("Dự toán")
        actions.convene(session, by=cast.lan)
        client.force_login(getattr(cast, who))
        page = client.get(session.get_absolute_url())
        assert all(reminder is None for _, reminder in page.context.get("groups", ()))
        assert urge(client, session, cast.department).status_code == 403
        assert not Notice.objects.filter(text__startswith="Đôn đốc").exists()

    def test_the_committee_reminds_its_own_side_only(self, client, cast, session, add):
        add("Dự toán")
        add("Báo cáo Mặt trận", body=cast.front)
        client.force_login(cast.ubnd)
        shown = {group.body: reminder for group, reminder in client.get(session.get_absolute_url()).context["groups"]}
        assert (len(shown["Sở Y tế"].duties), shown["MTTQ tỉnh"]) == (1, None)
        urge(client, session, cast.front)
        assert not Notice.objects.filter(recipient=cast.hoa, text__startswith="Đôn đốc").exists()


class TestPaperAndWorkbook:
    @pytest.fixture
    def rows(self, cast, session, add):
        """Seven contents, one for each thing that can become of them."""
        draft = DraftResolutionFactory(locality=cast.locality, session=session, is_normative=True)
        add("=HYPERLINK(1)", kind="draft", draft=draft, status="received", verifying_board=cast.board, order=1)
        add("Trễ", status="received", received_on=date(2026, 7, 9), order=2)
        add("Không đặt hạn", due=None, status="received", received_on=date(2026, 7, 9), order=3)
        add("Chưa đến hạn", due=SOON, order=4, basis="+1", delegates_due_on=date(2026, 7, 21))
        add("Quá hạn", order=5)
        add("Lùi", status="postponed", stopped_on=date(2026, 7, 6), order=6)
        add("Rút\x0b", status="withdrawn", stopped_on=date(2026, 7, 6), order=7)
        add("Chào cờ", due=None, kind="procedure", order=8)

    def test_the_workbook_has_the_headings_and_totals_that_close(self, client, cast, session, rows):
        client.force_login(cast.lan)
        answer = client.get(address(session, "sheet"))
        assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Bi%E1%BB%83u%20ti%E1%BA%BFn")
        sheet = load_workbook(BytesIO(answer.getvalue())).active
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        assert lines[:3] == [
            ["BIỂU TIẾN ĐỘ CHUẨN BỊ KỲ HỌP", *[None] * 14],
            ["Kỳ họp thứ 2, thường lệ giữa năm 2026", *[None] * 14],
            ["Số liệu đến ngày 15/07/2026", *[None] * 14],
        ]
        assert lines[4] == [name for name, _ in board_sheet.HEADINGS]
        body = lines[5:12]
        assert [(line[0], line[1], line[13]) for line in body] == [
            (1, "=HYPERLINK(1)", "đúng hạn"),
            (2, "Trễ", "chậm 2 ngày"),
            (3, "Không đặt hạn", "đã nhận, không đặt hạn"),
            (4, "Chưa đến hạn", "chưa nộp, chưa đến hạn"),
            (5, "Quá hạn", "chưa nộp, quá hạn 8 ngày"),
            (6, "Lùi", "xin lùi ngày 06/07/2026"),
            (7, "Rút", "rút ngày 06/07/2026"),
        ]
        assert [line[1:3] for line in lines[13:]] == [
            ["Tổng số", 7],
            ["Trong đó: đúng hạn", 1],
            ["Trong đó: chậm", 1],
            ["Trong đó: đã nhận, không đặt hạn", 1],
            ["Trong đó: chưa nộp, chưa đến hạn", 1],
            ["Trong đó: chưa nộp, quá hạn", 1],
            ["Trong đó: xin lùi", 1],
            ["Trong đó: rút", 1],
        ]
        assert {sheet["B6"].data_type, sheet["C9"].data_type} == {"s"}
        assert (sheet["I9"].value.date(), sheet["I9"].number_format) == (SOON, "dd/mm/yyyy")
        assert (sheet["M6"].value, sheet["H6"].value) == ("QPPL; đầy đủ", "Ban Kinh tế - Ngân sách")
        assert sheet["O6"].value.startswith("thiếu tờ trình, dự thảo nghị quyết, báo cáo thẩm định")
        assert (sheet["O11"].value, sheet.page_setup.orientation) == ("Chờ ý kiến", "landscape")

    def test_the_paper_says_the_same(self, client, cast, session, rows):
        client.force_login(cast.lan)
        answer = client.get(address(session, "print"))
        assert answer.context["headings"] == [name for name, _ in board_sheet.HEADINGS]
        assert [[cell for _, cell in line][13] for line in answer.context["lines"]] == [
            "đúng hạn",
            "chậm 2 ngày",
            "đã nhận, không đặt hạn",
            "chưa nộp, chưa đến hạn",
            "chưa nộp, quá hạn 8 ngày",
            "xin lùi ngày 06/07/2026",
            "rút ngày 06/07/2026",
        ]
        (_, total), *parts = answer.context["totals"]
        assert (total, sum(number for _, number in parts)) == (7, 7)

    def test_who_appraised_and_where_it_went(self, client, cast, session, add):
        justice = BodyFactory(locality=cast.locality, kind="department", name="Sở Tư pháp", parent=cast.committee)
        draft = DraftResolutionFactory(locality=cast.locality, session=session)
        draft.comments.create(locality=cast.locality, kind="appraisal", from_body=justice, text="Đủ điều kiện")
        later = CouncilSessionFactory(locality=cast.locality, number="3", planned_opening="2026-12-08")
        actions.postpone_item(add("Giá đất", kind="draft", draft=draft), by=cast.lan, reason="Chờ", to_session=later)
        client.force_login(cast.lan)
        [line] = client.get(address(session, "print")).context["lines"]
        said_of = dict(line)
        assert said_of["Cơ quan thẩm định (Tư pháp)"] == "Sở Tư pháp"
        assert said_of["Ghi chú"] == f"Chờ; đưa sang {later}"

    @pytest.mark.parametrize("name", ["print", "sheet"])
    def test_nothing_to_show_is_no_fault(self, client, cast, session, name):
        client.force_login(cast.lan)
        assert client.get(address(session, name)).status_code == 200

    @pytest.mark.parametrize("name", ["print", "sheet"])
    def test_a_sitting_has_them_too(self, client, cast, name):
        sitting = SittingFactory(locality=cast.locality)
        AgendaItemFactory(locality=cast.locality, session=None, sitting=sitting, title="Chủ trương đầu tư")
        client.force_login(cast.lan)
        assert client.get(address(sitting, name)).status_code == 200


class TestCost:
    """Three hundred documents of forty bodies cost as many queries as three of one."""

    @pytest.mark.parametrize(("bodies", "documents"), [(1, 1), (1, 3), (40, 300)])
    def test_the_page(self, client, cast, session, django_assert_num_queries, bodies, documents):
        self.fill(cast, session, bodies, documents)
        client.force_login(cast.lan)
        client.get(session.get_absolute_url())
        with django_assert_num_queries(25):
            answer = client.get(session.get_absolute_url())
        assert (answer.context["board"].total, len(answer.context["groups"])) == (documents, bodies)
        assert len(answer.context["known"]) == bodies

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize(("name", "queries"), [("print", 19), ("sheet", 14)])
    def test_paper_and_workbook(self, client, cast, session, django_assert_num_queries, count, name, queries):
        self.fill(cast, session, 1, count)
        client.force_login(cast.lan)
        client.get(address(session, name))
        with django_assert_num_queries(queries):
            client.get(address(session, name))

    def fill(self, cast, session, bodies, documents):
        """Half of them owed and late; of each body one document of a held session before."""
        past = CouncilSessionFactory(locality=cast.locality, number="1", status="closed", opened_on=date(2026, 1, 8))
        offices = [
            BodyFactory(locality=cast.locality, kind="department", name=f"Sở số {number}", parent=cast.committee)
            for number in range(bodies)
        ]
        for body in offices:
            AgendaItemFactory(locality=cast.locality, session=past, preparing_body=body, due_on=date(2025, 12, 1))
        rows = [
            AgendaItem(
                locality=cast.locality,
                session=session,
                kind="report",
                title=f"Báo cáo {number}",
                preparing_body=offices[number % bodies],
                verifying_board=cast.board,
                due_on=LATE,
                **({"status": "received", "received_on": LATE} if number % 2 else {}),
            )
            for number in range(documents)
        ]
        AgendaItem.objects.bulk_create(rows)
        duties = [
            Obligation(
                locality=cast.locality,
                owner=row.preparing_body,
                beneficiary=cast.standing,
                title=row.title,
                subject=row,
                opened_on=LATE,
                due_on=LATE,
            )
            for row in AgendaItem.objects.filter(session=session, status="expected").select_related("preparing_body")
        ]
        Obligation.objects.bulk_create(duties)


@pytest.mark.parametrize("model", [CouncilSession, Sitting])
def test_every_act_of_the_board_has_an_address(model):
    names = [f"council_sessions:{model._meta.model_name}-{name}" for name in ("urge", "print", "sheet")]
    assert [reverse(name, args=[1]).startswith("/ky-hop/") for name in names] == [True] * 3
