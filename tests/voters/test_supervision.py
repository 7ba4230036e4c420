"""Watching over petitions: who watches, written reminders, the committee's report, the report to the session."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import Event
from coordination.deadlines.queries import about, open_about
from coordination.documents import drafting, letters
from coordination.documents.models import LetterDraft
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow.models import StatusChange
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_supervision import (
    SettlementReportFactory,
    SupervisionReportFactory,
    reminder,
    waiting,
)
from voters import actions
from voters.models import FollowUp, Petition, SettlementReport, SupervisionReport
from voters.queries import supervision as queries

D = date
LIST = reverse("voters:petition-list")


def bulk(name, model="petition"):
    return reverse(f"voters:{model}-bulk", args=[name])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


class TestUrging:
    def test_petitions_of_one_body_and_round_share_a_reminder(self, cast):
        first, second = waiting(cast), waiting(cast)
        draft = reminder(cast, first, second, by=cast.lan)
        assert (draft.to, draft.round, draft.status, draft.draft_of) == (cast.department, 1, "draft", cast.council)
        assert list(draft.petitions.order_by("pk")) == [first, second]
        assert FollowUp.objects.count() == 1

    def test_a_petition_urged_before_opens_the_next_round(self, cast):
        petition, fresh = waiting(cast), waiting(cast)
        actions.send_follow_up(reminder(cast, petition), by=cast.lan, sent_on=D(2026, 9, 1), number="12/HĐND-VP")
        second, first = reminder(cast, petition), reminder(cast, fresh)
        assert [(row.round, list(row.petitions.all())) for row in (second, first)] == [(2, [petition]), (1, [fresh])]

    def test_a_round_counts_for_the_body_that_was_urged(self, cast):
        petition = waiting(cast)
        actions.send_follow_up(reminder(cast, petition), by=cast.lan, sent_on=D(2026, 9, 1), number="12/HĐND-VP")
        Petition.objects.filter(pk=petition.pk).update(competent_body=cast.committee)
        petition.refresh_from_db()
        assert reminder(cast, petition).round == 1

    def test_what_nobody_owes_is_not_urged(self, cast):
        answered = brought_to(petition_of(cast.locality), "answered", cast.department)
        for petition, words in (
            (petition_of(cast.locality), "Đang ở trạng thái “Mới”, không có cơ quan nào đang nợ trả lời."),
            (answered, "Đang ở trạng thái “Đã trả lời”, không có cơ quan nào đang nợ trả lời."),
        ):
            with pytest.raises(NotNow) as refused:
                actions.urge(petition, by=cast.lan)
            assert refused.value.message == words
        assert FollowUp.objects.count() == 0

    def test_a_petition_stands_in_one_reminder_at_a_time(self, cast):
        petition = waiting(cast)
        reminder(cast, petition)
        with pytest.raises(NotNow) as refused:
            actions.urge(petition, by=cast.lan)
        assert refused.value.message == "Đã có trong một văn bản đôn đốc đang soạn."

    def test_a_day_gone_by_is_refused(self, cast):
        with pytest.raises(ValidationError) as refused:
            actions.urge(waiting(cast), by=cast.lan, answer_by=D(2026, 9, 30))
        assert refused.value.message_dict == {"answer_by": ["Ngày đề nghị trả lời đã qua."]}
        assert FollowUp.objects.count() == 0

    def test_the_body_sees_it_once_it_is_sent_and_others_never(self, cast):
        draft = reminder(cast, waiting(cast), by=cast.lan)
        seen = lambda user: FollowUp.objects.visible_to(user).count()  # noqa: E731
        assert [seen(user) for user in (cast.lan, cast.minh, cast.ubnd, cast.stranger)] == [1, 0, 0, 0]
        actions.send_follow_up(draft, by=cast.lan, sent_on=D(2026, 9, 30), number="12/HĐND-VP")
        assert [seen(user) for user in (cast.lan, cast.minh, cast.ubnd, cast.stranger)] == [1, 1, 1, 0]
        assert draft.draft_of is None

    def test_dropped_petitions_can_be_urged_again(self, cast):
        petition = waiting(cast)
        actions.drop_follow_up(reminder(cast, petition), by=cast.lan, reason="Đã điện thoại.")
        assert reminder(cast, petition).round == 1

    def test_issuing_takes_a_number_and_sends(self, cast):
        petition = waiting(cast, title="Đường liên thôn lầy lội", due_on=D(2026, 8, 1))
        draft = actions.issue_follow_up(reminder(cast, petition, by=cast.lan), by=cast.lan, issued_on=D(2026, 9, 30))
        letter = LetterDraft.objects.get()
        assert (draft.status, draft.sent_on, draft.document) == ("sent", D(2026, 9, 30), letter.document)
        assert draft.document.number == "01"
        assert letter.abstract == "V/v đôn đốc giải quyết, trả lời kiến nghị của cử tri"
        assert letter.body.splitlines()[1] == (
            f"1. {petition.code}: Đường liên thôn lầy lội; chuyển ngày 20/5/2026; hạn trả lời ngày 01/8/2026."
        )

    def test_what_went_out_elsewhere_has_a_number_or_a_document(self, cast, clerk):
        petition = waiting(cast)
        draft = reminder(cast, petition, by=cast.lan)
        form = reverse("voters:followup-move", args=[draft.pk, "send"])
        answer = clerk.post(form, {"sent_on": "30/09/2026"})
        assert answer.context["form"].errors == {
            "number": ["Ghi số, ký hiệu của văn bản đã gửi, hoặc chọn văn bản đã vào sổ."]
        }
        assert clerk.post(form, {"sent_on": "30/09/2026", "number": " 12/HĐND-VP "}).status_code == 302
        draft.refresh_from_db()
        assert (draft.status, draft.sent_on) == ("sent", D(2026, 9, 30))
        assert StatusChange.objects.about(draft).get(transition="send").note == "Số 12/HĐND-VP"
        said = Event.objects.about(petition).order_by("-pk").first().note
        assert said == "Đôn đốc lần 1: Sở Y tế, 30/09/2026, số 12/HĐND-VP"

    def test_its_letter_can_be_made_afterwards(self, cast, clerk):
        draft = reminder(cast, waiting(cast), by=cast.lan)
        actions.send_follow_up(draft, by=cast.lan, sent_on=D(2026, 9, 29), number="12/HĐND-VP")
        page = clerk.get(draft.get_absolute_url())
        assert "Kiến nghị" not in dict(page.context["facts"])  # they are listed below
        kinds = page.context["sections"][1].context["kinds"]
        assert [label for label, _url in kinds] == ["Công văn đôn đốc"]
        letter, recipients = drafting.begun(letters.kind_of(actions.LETTER), draft, cast.lan)
        drafting.create(letter, by=cast.lan, related={"recipients": recipients})
        drafting.issue(letter, by=cast.lan, issued_on=D(2026, 9, 30))
        draft.refresh_from_db()
        assert (draft.status, draft.sent_on, draft.document) == ("sent", D(2026, 9, 29), letter.document)
        assert clerk.get(draft.get_absolute_url()).context["sections"][1].context["kinds"] == []

    def test_what_was_answered_since_is_taken_out_first(self, cast):
        answered, late = waiting(cast), waiting(cast)
        draft = reminder(cast, answered, late, by=cast.lan)
        actions.reply(answered, by=LOADER, result="explained", text="Đã rõ.", sent_on=D(2026, 9, 1))
        with pytest.raises(NotNow) as refused:
            actions.send_follow_up(draft, by=cast.lan, sent_on=D(2026, 9, 30), number="12/HĐND-VP")
        assert refused.value.message == (f"{answered.code} không còn chờ Sở Y tế trả lời; bỏ ra khỏi văn bản rồi gửi.")
        actions.edit_follow_up(draft, by=cast.lan, related={"petitions": [late]})
        assert actions.send_follow_up(draft, by=cast.lan, sent_on=D(2026, 9, 30), number="12/HĐND-VP").status == "sent"

    def test_a_letter_says_all_that_is_urged(self, cast, clerk):
        draft = reminder(cast, waiting(cast), by=cast.lan)
        page = clerk.get(draft.get_absolute_url())
        letter = clerk.get(page.context["sections"][1].context["kinds"][0][1]).context["form"]
        posted = {name: letter[name].value() or "" for name in letter.fields if name not in ("recipients", "shown")}
        clerk.post(page.context["sections"][1].context["kinds"][0][1], posted)
        assert LetterDraft.objects.count() == 1
        with pytest.raises(NotNow):
            actions.urge(waiting(cast), by=cast.lan)

    def test_nobody_urges_or_hands_over_in_another_register(self, cast):
        petition = waiting(cast, place=cast.commune)
        for act in (
            lambda user: actions.urge(petition, by=user),
            lambda user: actions.assign_monitor(petition, by=user, monitor=cast.board),
        ):
            for user in (cast.xa, cast.stranger, cast.hoa):
                with pytest.raises(Forbidden):
                    act(user)
        assert FollowUp.objects.count() == 0

    def test_only_who_forwards_may(self, cast):
        draft = reminder(cast, waiting(cast), by=cast.lan)
        for user in (cast.minh, cast.ubnd, cast.hoa, cast.thu_ky, cast.stranger):
            with pytest.raises(Forbidden):
                actions.send_follow_up(draft, by=user, sent_on=D(2026, 9, 30), number="12/HĐND-VP")


class TestManyAtOnce:
    def test_a_wrong_day_comes_back_at_its_field_with_the_rows_chosen(self, clerk, cast):
        rows = [waiting(cast), waiting(cast)]
        answer = clerk.post(bulk("urge"), {"chon": [row.pk for row in rows], "ve": LIST, "answer_by": "01/09/2026"})
        assert (answer.status_code, FollowUp.objects.count()) == (422, 0)
        assert answer.context["form"].errors == {"answer_by": ["Ngày đề nghị trả lời đã qua."]}
        assert (answer.context["keys"], answer.context["cancel"]) == ([row.pk for row in rows], LIST)
        assert list(answer.context["messages"]) == []

    def test_urge_from_the_list(self, clerk, cast):
        first, second, done = waiting(cast), waiting(cast), petition_of(cast.locality)
        picked = {"chon": [first.pk, second.pk, done.pk], "ve": f"{LIST}?field=giao_thong"}
        shown = clerk.get(bulk("urge"), picked)
        assert [(row.pk, words) for row, words in shown.context["ready"]] == [
            (first.pk, "Sở Y tế · lần 1"),
            (second.pk, "Sở Y tế · lần 1"),
        ]
        assert [row.pk for row, _why in shown.context["left_out"]] == [done.pk]
        response = clerk.post(bulk("urge"), picked | {"answer_by": "15/10/2026"}, follow=True)
        assert response.redirect_chain == [(f"{LIST}?field=giao_thong", 302)]
        assert FollowUp.objects.values_list("to", "round", "answer_by").get() == (
            cast.department.pk,
            1,
            D(2026, 10, 15),
        )
        assert told(response)[0] == "Đã đưa vào văn bản đôn đốc 2 kiến nghị."

    def test_classify_keeps_what_is_left_empty(self, clerk, cast):
        petition = petition_of(cast.locality, field="y_te", level="")
        data = {"chon": [petition.pk], "level": "province", "competent_body": cast.department.pk}
        clerk.post(bulk("classify"), data)
        petition.refresh_from_db()
        assert (petition.field, petition.level, petition.competent_body) == ("y_te", "province", cast.department)

    def test_classify_asks_for_something(self, clerk, cast):
        petition = petition_of(cast.locality)
        response = clerk.post(bulk("classify"), {"chon": [petition.pk]})
        assert (response.status_code, response.context["form"].non_field_errors()) == (
            422,
            ["Chưa chọn gì để phân loại."],
        )

    def test_forward_goes_to_the_body_of_each(self, clerk, cast):
        known = petition_of(cast.locality, competent_body=cast.department)
        unknown = petition_of(cast.locality)
        data = {"chon": [known.pk, unknown.pk], "on": "30/09/2026", "due_on": "30/10/2026", "number": "12/PC"}
        shown = clerk.get(bulk("forward"), data)
        assert [(row.pk, why) for row, why in shown.context["left_out"]] == [
            (unknown.pk, "Chưa chọn cơ quan giải quyết.")
        ]
        clerk.post(bulk("forward"), data)
        known.refresh_from_db(), unknown.refresh_from_db()
        assert (known.status, known.due_on, unknown.status) == ("forwarded", D(2026, 10, 30), "new")

    def test_who_watches_sees_them(self, clerk, cast):
        petition = petition_of(cast.locality, place=cast.commune)
        clerk.post(bulk("monitor"), {"chon": [petition.pk], "monitor": cast.board.pk})
        petition.refresh_from_db()
        assert petition.monitor == cast.board
        with pytest.raises(NotNow):
            actions.assign_monitor(petition, by=cast.lan, monitor=cast.board)

    @pytest.mark.parametrize("name", ["classify", "forward", "monitor", "urge"])
    def test_others_may_not(self, client, cast, name):
        petition = waiting(cast)
        for user in (cast.minh, cast.ubnd, cast.thu_ky):
            client.force_login(user)
            assert client.post(bulk(name), {"chon": [petition.pk]}).status_code == 403
        client.force_login(cast.stranger)
        asked = client.get(bulk(name), {"chon": [petition.pk]})
        assert (asked.context["ready"], asked.context["unseen"]) == ([], 1)

    def test_reminders_are_issued_together(self, clerk, cast):
        drafts = [
            reminder(cast, waiting(cast), by=cast.lan),
            reminder(cast, waiting(cast, cast.committee), by=cast.lan),
        ]
        data = {"chon": [row.pk for row in drafts], "issued_on": "01/10/2026"}
        response = clerk.post(bulk("issue", "followup"), data, follow=True)
        assert told(response) == ["Đã ban hành 2 văn bản."]
        assert [row.document.number for row in FollowUp.objects.order_by("pk")] == ["01", "02"]
        assert response.context["per_body"] == [(cast.department, 1), (cast.committee, 1)]


class TestSettlementReport:
    def test_a_board_verifies_in_time(self, cast):
        report = SettlementReportFactory(locality=cast.locality, body=cast.committee)
        actions.assign_verification(report, by=cast.lan, board=cast.board, verify_by=D(2026, 10, 10))
        duty = open_about(report).get()
        assert (duty.owner, duty.due_on) == (cast.board, D(2026, 10, 10))
        actions.verify_report(report, by=cast.thu_ky, findings="Số liệu khớp sổ.", verified_on=D(2026, 10, 1))
        duty.refresh_from_db()
        assert (report.status, report.verified_on, duty.closed_on) == ("verified", D(2026, 10, 1), D(2026, 10, 1))

    def test_another_board_takes_over(self, cast):
        report = SettlementReportFactory(locality=cast.locality, body=cast.committee)
        actions.assign_verification(report, by=cast.lan, board=cast.board, verify_by=D(2026, 10, 10))
        other = BodyFactory(
            locality=cast.locality, kind=cast.board.kind, name="Ban Văn hóa - Xã hội", parent=cast.council
        )
        actions.assign_verification(report, by=cast.lan, board=other, verify_by=D(2026, 10, 12))
        first, second = about(report).order_by("pk")
        assert (first.status, first.outcome, second.owner) == ("waived", "Giao lại cho Ban Văn hóa - Xã hội", other)

    def test_a_verified_report_stays_as_it_was_read(self, cast):
        report = SettlementReportFactory(locality=cast.locality, body=cast.committee, said_total=5)
        actions.assign_verification(report, by=cast.lan, board=cast.board)
        actions.verify_report(report, by=cast.thu_ky, findings="Khớp.")
        report.said_total = 6
        with pytest.raises(NotNow):
            actions.edit_report(report, by=cast.lan)

    def test_others_do_not_verify(self, cast):
        report = SettlementReportFactory(locality=cast.locality, body=cast.committee)
        actions.assign_verification(report, by=cast.lan, board=cast.board)
        for user in (cast.hoa, cast.ubnd, cast.minh, cast.stranger):
            with pytest.raises(Forbidden):
                actions.verify_report(report, by=user, findings="Khớp.")

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"period_to": D(2025, 12, 31)}, {"period_to": ["Ngày cuối phải từ ngày đầu trở đi."]}),
            (
                {"said_total": 5, "said_resolved": 6},
                {"said_resolved": ["Nhiều hơn tổng số kiến nghị nêu trong báo cáo."]},
            ),
            ({"received_on": D(2026, 10, 2)}, {"received_on": ["Ngày này chưa tới."]}),
        ],
    )
    def test_bad_input_is_told_at_its_field(self, cast, fields, error):
        with pytest.raises(ValidationError) as refused:
            SettlementReportFactory(locality=cast.locality, body=cast.committee, by=cast.lan, **fields)
        assert {name: refused.value.message_dict[name] for name in error} == error
        assert SettlementReport.objects.count() == 0

    def test_it_is_compared_with_the_register(self, clerk, cast):
        brought_to(petition_of(cast.locality), "answered", cast.department)
        petition_of(cast.locality)
        report = SettlementReportFactory(
            locality=cast.locality, body=cast.committee, said_total=2, said_answered=2, said_resolved=None
        )
        page = clerk.get(report.get_absolute_url())
        assert page.context["sections"][0].context["rows"] == [
            ("Tổng số kiến nghị", 2, 2, False),
            ("Đã trả lời", 2, 1, True),
            ("Đã giải quyết xong", None, 0, False),
        ]


class TestSupervisionReport:
    def test_numbers_come_from_the_register(self, cast):
        brought_to(petition_of(cast.locality, times_raised=3), "answered", cast.department)
        waiting(cast, due_on=D(2026, 7, 1), level="commune")
        petition_of(cast.locality, field="", level="")
        petition_of(cast.locality, received_on=D(2026, 7, 1))  # after the period
        petition_of(cast.other)
        report = SupervisionReportFactory(locality=cast.locality)
        numbers = queries.numbers(queries.in_register(cast.locality), report.period, report.counted_on)
        assert (numbers.total, numbers.answered, numbers.resolved, numbers.overdue, numbers.repeated) == (3, 1, 0, 2, 1)
        assert {name: n for name, n in numbers.by_level.items() if n} == {"province": 1, "commune": 1, "unknown": 1}
        assert {name: n for name, n in numbers.by_field.items() if n} == {"giao_thong": 2, "unknown": 1}
        assert numbers.by_body == [("Sở Y tế", 2), ("", 1)]
        assert sum(numbers.by_result.values()) == 3

    def test_what_was_issued_keeps_its_numbers(self, cast, clerk):
        petition_of(cast.locality)
        report = SupervisionReportFactory(locality=cast.locality)
        issued(report)
        petition_of(cast.locality)
        panel = clerk.get(report.get_absolute_url()).context["sections"][0]
        assert (panel.title, panel.context["totals"][0]) == ("Số liệu khi ban hành", ("Tổng số", "1"))
        with pytest.raises(NotNow):
            actions.edit_supervision(report, by=cast.lan)

    def test_numbers_stand_in_their_panel_alone(self, cast, clerk):
        report = SupervisionReportFactory(locality=cast.locality)
        assert "{" not in str(clerk.get(report.get_absolute_url()).context["facts"])
        assert "Số liệu khi ban hành" not in clerk.get(report.get_absolute_url()).content.decode()
        issued(report)
        assert "Số liệu khi ban hành" not in dict(clerk.get(report.get_absolute_url()).context["facts"])

    def test_the_letter_says_the_same(self, cast, clerk):
        waiting(cast)
        report = SupervisionReportFactory(locality=cast.locality, assessment="Cơ bản kịp thời.")
        settle = reverse("voters:supervisionreport-move", args=[report.pk, "settle"])
        assert "không đổi số đã chốt" in clerk.get(settle).content.decode()
        clerk.post(settle)
        waiting(cast)  # written down afterwards
        page = clerk.get(report.get_absolute_url())
        assert (page.context["sections"][0].title, page.context["sections"][0].context["totals"][0]) == (
            "Số liệu đã chốt",
            ("Tổng số", "1"),
        )
        (words, url), *more = page.context["sections"][1].context["kinds"]
        assert (words, more) == ("Báo cáo giám sát", [])
        form = clerk.get(url).context["form"]
        assert form["abstract"].value() == report.title.replace("Báo cáo giám", "Giám")  # its type stands over it
        body = form["body"].value()
        assert body.splitlines()[1] == (
            "Từ ngày 01 tháng 01 năm 2026 đến ngày 30 tháng 6 năm 2026, sổ kiến nghị ghi 1 kiến nghị của cử tri. Đến "
            "hết ngày 31 tháng 7 năm 2026: đã trả lời 0 (0 %); đã giải quyết xong 0 (0 %); "
            "quá hạn mà chưa xong 1."
        )
        assert body.splitlines()[-3:] == ["Cơ bản kịp thời.", "IV. ĐỀ NGHỊ", "…./."]

    def test_before_the_numbers_are_settled_there_is_no_letter(self, cast, clerk):
        report = SupervisionReportFactory(locality=cast.locality)
        (_words, url), *_ = clerk.get(report.get_absolute_url()).context["sections"][1].context["kinds"]
        response = clerk.get(url, follow=True)
        assert "Chốt số liệu trước khi soạn" in response.content.decode()

    def test_the_issued_letter_keeps_the_numbers_it_says(self, cast):
        waiting(cast)
        report = actions.settle_numbers(SupervisionReportFactory(locality=cast.locality, **WORDS), by=cast.lan)
        letter = letter_of(report, cast.lan)
        waiting(cast)
        drafting.issue(letter, by=cast.lan, issued_on=D(2026, 9, 30))
        report.refresh_from_db()
        assert (report.status, report.numbers["total"], "ghi 1 kiến nghị" in letter.body) == ("issued", 1, True)

    @pytest.mark.parametrize("spoil", ["settled anew", "another period"])
    def test_a_letter_of_other_numbers_is_not_issued(self, cast, spoil):
        report = actions.settle_numbers(SupervisionReportFactory(locality=cast.locality, **WORDS), by=cast.lan)
        letter = letter_of(report, cast.lan)
        with time_machine.travel(timezone.now() + timedelta(minutes=5)):
            if spoil == "settled anew":
                actions.settle_numbers(report, by=cast.lan)
            else:
                report.counted_on = D(2026, 8, 31)
                actions.edit_supervision(report, by=cast.lan)
                assert report.numbers == {}
            letter = LetterDraft.objects.get(pk=letter.pk)
            with pytest.raises(NotNow, match="soạn văn bản mới"):
                drafting.issue(letter, by=cast.lan, issued_on=D(2026, 9, 30))

    def test_numbers_are_those_of_the_day(self, cast):
        waiting(cast, cast.committee)
        moved = brought_to(petition_of(cast.locality, due_on=None), "forwarded", cast.committee)
        actions.refuse(moved, by=LOADER, reason="Việc của Sở.", on=D(2026, 8, 10))
        actions.forward(moved, by=LOADER, to=cast.department, on=D(2026, 8, 12))
        report = SupervisionReportFactory(locality=cast.locality)
        rows = queries.in_register(cast.locality)
        then = queries.numbers(rows, report.period, D(2026, 7, 31))
        later = queries.numbers(rows, report.period, D(2026, 8, 31))
        assert (then.bounced, then.by_body) == (0, [("UBND tỉnh", 2)])
        assert (later.bounced, later.by_body) == (1, [("Sở Y tế", 1), ("UBND tỉnh", 1)])


WORDS = {"assessment": "Cơ bản kịp thời.", "proposals": "Tiếp tục theo dõi."}


def issued(report) -> SupervisionReport:
    """The report with its figures, issued."""
    actions.settle_numbers(report, by=LOADER)
    return actions.issue_supervision(report, by=LOADER, issued_on=D(2026, 9, 30))


def letter_of(report, by) -> LetterDraft:
    """The letter begun from a report."""
    letter, recipients = drafting.begun(letters.kind_of("petition-supervision"), report, by)
    return drafting.create(letter, by=by, related={"recipients": recipients})


LISTS = {
    "followup": (lambda cast: reminder(cast, waiting(cast, next_body(cast)), by=cast.lan), 15),
    "settlementreport": (lambda cast: SettlementReportFactory(locality=cast.locality, body=cast.committee), 16),
    "supervisionreport": (lambda cast: SupervisionReportFactory(locality=cast.locality), 14),
}


def next_body(cast):
    """Another body for each reminder."""
    return [cast.department, cast.committee, cast.front][FollowUp.objects.count()]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_same_number_of_queries(clerk, cast, name, count, django_assert_num_queries):
    make, number = LISTS[name]
    for _ in range(count):
        make(cast)
    url = reverse(f"voters:{name}-list")
    clerk.get(url)
    with django_assert_num_queries(number):
        assert len(clerk.get(url).context["table"].rows) == count


@pytest.mark.parametrize("name", ["settlementreport", "supervisionreport"])
def test_pages_of_others_are_not_there(client, cast, name):
    make, _number = LISTS[name]
    record = make(cast)
    client.force_login(cast.stranger)
    assert client.get(record.get_absolute_url()).status_code == 404
    client.force_login(cast.minh)
    assert client.get(reverse(f"voters:{name}-create")).status_code == 403


def test_a_report_is_written_down_in_the_browser(clerk, cast):
    data = {
        "body": cast.committee.pk,
        "period_from": "01/01/2026",
        "period_to": "30/06/2026",
        "received_on": "05/07/2026",
        "said_total": "60",
    }
    clerk.post(reverse("voters:settlementreport-create"), data)
    report = SettlementReport.objects.get()
    assert (report.body, report.said_total, report.locality) == (cast.committee, 60, cast.locality)


def test_a_supervision_report_is_begun_in_the_browser(clerk, cast):
    data = {"title": "Báo cáo", "period_from": "01/01/2026", "period_to": "30/06/2026", "counted_on": "31/07/2026"}
    clerk.post(reverse("voters:supervisionreport-create"), data)
    assert SupervisionReport.objects.values_list("title", "status").get() == ("Báo cáo", "draft")
