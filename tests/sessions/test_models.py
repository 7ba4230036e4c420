"""Names, states, whom each record concerns, and what the database refuses."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.people.choices import ConcernKind
from sessions.choices import (
    Audience,
    CommentAnswer,
    ItemStatus,
    Presence,
    Procedure,
    QuestionStatus,
    SessionKind,
    SessionStatus,
    ShortenedGround,
    Stage,
    TaskStatus,
)
from sessions.models import CouncilSession
from tests.people.factories import BodyFactory
from tests.sessions.factories import (
    DUE,
    OPENED,
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    DraftCommentFactory,
    DraftResolutionFactory,
    QuestionFactory,
    ResolutionFactory,
    ResolutionTaskFactory,
    SessionDocumentFactory,
    SittingFactory,
    VerificationFactory,
)


def standing_on(day: str):
    """A fixture for a class whose tests all happen on that day, in the morning in Vietnam."""

    @pytest.fixture(autouse=True)
    def today(self):
        with time_machine.travel(f"{day} 02:00", tick=False):
            yield

    return today


def refused(make, *args, **kwargs) -> list[str]:
    """The messages with which the record is refused."""
    with pytest.raises(ValidationError) as error:
        make(*args, **kwargs)
    return error.value.messages


def concerned(record):
    return {(str(kind), who) for kind, who in record.concerned() if who is not None}


class TestCouncilSession:
    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            (
                {"number": "9", "kind": "regular", "part": "mid_year", "planned_opening": "2023"},
                "Kỳ họp thứ 9, thường lệ giữa năm 2023",
            ),
            ({"number": "4", "kind": "regular", "planned_opening": None}, "Kỳ họp thứ 4, thường lệ"),
            ({"number": "", "kind": "thematic", "planned_opening": "2026-03"}, "Kỳ họp chuyên đề năm 2026"),
            ({"number": "1", "kind": "first"}, "Kỳ họp thứ nhất"),
            ({"number": "3", "name": "Kỳ họp tháng Ba"}, "Kỳ họp tháng Ba"),
        ],
    )
    def test_is_called_by_what_is_known(self, db, fields, name):
        session = CouncilSessionFactory(**fields)
        session.refresh_from_db()
        assert str(session) == name

    def test_a_number_stands_once_in_a_term(self, cast):
        first = {"locality": cast.locality, "term": cast.term, "number": "5"}
        CouncilSessionFactory(**first)
        assert refused(CouncilSessionFactory, **first) == ["Nhiệm kỳ này đã có kỳ họp mang số ấy."]

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"status": "closed", "closed_on": date(2026, 6, 22)}, "Ngày bế mạc phải từ ngày khai mạc trở đi."),
            (
                {"status": "closed", "opened_on": None},
                "Kỳ họp đã họp thì có ngày khai mạc; chưa họp thì chưa có.",
            ),
            ({"opened_on": OPENED}, "Kỳ họp đã họp thì có ngày khai mạc; chưa họp thì chưa có."),
            (
                {"kind": SessionKind.THEMATIC, "part": "mid_year"},
                "Chỉ kỳ họp thường lệ mới là kỳ giữa năm hay cuối năm.",
            ),
        ],
    )
    def test_dates_fit_the_status(self, db, fields, message):
        assert refused(CouncilSessionFactory, **fields) == [message]
        assert not CouncilSession.objects.exists()

    def test_delegates_see_it_once_it_is_convened(self, cast):
        session = CouncilSessionFactory(locality=cast.locality, requested_by=cast.committee)
        asked = (ConcernKind.PARTY.value, cast.committee)
        assert concerned(session) == {asked}
        session.status = SessionStatus.CONVENED
        assert concerned(session) == {asked, (ConcernKind.ADDRESSEE.value, cast.council)}

    def test_states(self, db):
        assert CouncilSessionFactory(status="closed").state == ("done", "đã họp xong")
        assert CouncilSessionFactory().state == ("wait", "đang chuẩn bị")


class TestSitting:
    def test_is_called_by_number_or_kind(self, cast):
        sitting = SittingFactory(locality=cast.locality, number="12", topic="Giá đất", requested_by=cast.committee)
        assert str(sitting) == "Phiên họp thứ 12: Giá đất"
        assert str(SittingFactory(topic="Giá đất")) == "Phiên họp Thường trực: Giá đất"
        assert concerned(sitting) == {(ConcernKind.PARTY.value, cast.committee)}


class TestAgendaItem:
    today = standing_on("2026-06-18")

    @pytest.mark.parametrize(
        ("fields", "late", "state", "stage"),
        [
            ({}, 8, ("late", "quá hạn 8 ngày"), Stage.OVERDUE),
            ({"due_on": date(2026, 6, 18)}, 0, ("wait", "chưa nhận"), Stage.WAITING),
            ({"due_on": None}, 0, ("wait", "chưa nhận"), Stage.WAITING),
            ({"status": "received", "received_on": date(2026, 6, 12)}, 2, ("soon", "đã nhận"), Stage.WORKING),
            ({"status": "verified"}, 0, ("soon", "đã thẩm tra"), Stage.WORKING),
            ({"status": "sent_to_delegates"}, 0, ("done", "đã gửi đại biểu"), Stage.SENT),
            ({"status": "withdrawn"}, 0, ("none", "rút"), Stage.STOPPED),
            (
                {"status": "postponed", "stopped_on": date(2026, 6, 15)},
                5,
                ("pause", "lùi thời gian trình"),
                Stage.STOPPED,
            ),
        ],
    )
    def test_lateness_state_and_stage(self, db, fields, late, state, stage):
        item = AgendaItemFactory(**fields)
        assert (item.days_late, item.state, item.stage) == (late, state, stage)

    def test_lateness_in_words(self, db):
        assert AgendaItemFactory().lateness == "quá hạn 8 ngày"
        assert AgendaItemFactory(status="received", received_on=date(2026, 6, 12)).lateness == "trễ 2 ngày"
        assert AgendaItemFactory(status="received").lateness == ""

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"received_on": DUE}, "Tài liệu đã nhận thì ghi ngày nhận; chưa nhận thì chưa ghi."),
            (
                {"status": "received", "received_on": None},
                "Tài liệu đã nhận thì ghi ngày nhận; chưa nhận thì chưa ghi.",
            ),
            ({"status": "withdrawn", "reason": ""}, "Nội dung rút hoặc lùi phải có ngày và lý do."),
            ({"stopped_on": DUE}, "Nội dung rút hoặc lùi phải có ngày và lý do."),
            ({"status": "sent_to_delegates", "sent_on": None}, "Tài liệu đã gửi đại biểu thì ghi ngày gửi."),
            (
                {"status": "sent_to_delegates", "sent_on": date(2026, 6, 9)},
                "Ngày gửi đại biểu phải từ ngày nhận trở đi.",
            ),
        ],
    )
    def test_dates_fit_the_status(self, db, fields, message):
        assert refused(AgendaItemFactory, **fields) == [message]

    def test_belongs_to_the_locality_of_its_session(self, cast):
        session = CouncilSessionFactory(locality=cast.other)
        assert refused(AgendaItemFactory, locality=cast.locality, session=session) == [
            "Hồ sơ này thuộc địa phương khác."
        ]

    def test_delegates_see_it_once_it_is_sent(self, cast):
        item = AgendaItemFactory(locality=cast.locality, preparing_body=cast.department, verifying_board=cast.board)
        inside = {(ConcernKind.PREPARING.value, cast.department), (ConcernKind.REFERRAL.value, cast.board)}
        assert concerned(item) == inside
        item.status = ItemStatus.SENT
        assert concerned(item) == inside | {(ConcernKind.ADDRESSEE.value, cast.council)}


class TestSessionDocument:
    @pytest.mark.parametrize(("audience", "with_delegates"), [("inside", False), ("delegates", True), ("public", True)])
    def test_the_audience_decides_about_delegates(self, cast, audience, with_delegates):
        document = SessionDocumentFactory(locality=cast.locality, audience=audience)
        assert ((ConcernKind.ADDRESSEE.value, cast.council) in concerned(document)) == with_delegates
        assert document.state[1] == Audience(audience).label

    def test_a_version_stands_once(self, cast):
        document = SessionDocumentFactory(locality=cast.locality)
        again = {"locality": cast.locality, "item": document.item}
        assert refused(SessionDocumentFactory, **again) == ["Tài liệu này đã có bản mang số ấy."]
        assert str(SessionDocumentFactory(**again, version=2)) == "Tờ trình (bản 2)"
        assert refused(SessionDocumentFactory, **again, version=0) == ["Số bản bắt đầu từ 1."]


class TestAttendance:
    def test_is_of_one_person_one_body_or_one_guest(self, cast):
        both = {"locality": cast.locality, "body": cast.front}
        assert refused(AttendanceFactory, **both) == [
            "Mỗi dòng điểm danh là một người, một cơ quan hoặc một khách mời."
        ]
        row = AttendanceFactory(**both, person=None, presence=Presence.EXCUSED, excuse="Họp Tỉnh ủy")
        assert str(row) == "MTTQ tỉnh: vắng có phép"
        assert row.state == ("pause", "vắng có phép")
        assert concerned(row) == {(ConcernKind.INVITED.value, cast.front)}

    def test_once_per_person_and_without_excuse_when_present(self, cast):
        row = AttendanceFactory(locality=cast.locality)
        again = {"locality": cast.locality, "session": row.session}
        assert refused(AttendanceFactory, **again, person=row.person) == ["Người này đã được điểm danh."]
        assert refused(AttendanceFactory, **again, excuse="Ốm") == ["Có mặt thì không ghi lý do vắng."]


class TestQuestion:
    today = standing_on("2026-09-11")

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"answered_on": date(2026, 6, 22), "answer": "Rồi"}, "Ngày trả lời phải từ ngày chất vấn trở đi."),
            ({"answered_on": OPENED}, "Trả lời phải có cả ngày và nội dung."),
            ({"promise": "Sẽ làm", "promise_due_on": None}, "Lời hứa phải có cả nội dung và ngày hẹn."),
            (
                {"status": "promised", "promise": "", "promise_due_on": None},
                "Chưa ghi lời hứa và ngày hẹn.",
            ),
        ],
    )
    def test_parts_belong_together(self, db, fields, message):
        assert refused(QuestionFactory, **fields) == [message]

    def test_an_overdue_promise_says_so(self, db):
        assert QuestionFactory(status=QuestionStatus.PROMISED).state == ("late", "lời hứa quá hạn 10 ngày")
        waiting = QuestionFactory(status=QuestionStatus.PROMISED, promise_due_on=date(2026, 9, 30))
        assert waiting.state == ("soon", "đã hứa, chờ thực hiện")
        assert QuestionFactory().state == ("wait", "chờ trả lời")

    def test_concerns_the_delegate_and_the_body_asked(self, cast):
        person = cast.dai_bieu.person
        question = QuestionFactory(locality=cast.locality, delegate=person, addressee=cast.department)
        own = {(ConcernKind.NAMED.value, person), (ConcernKind.OWNER.value, cast.department)}
        assert concerned(question) == own
        question.status = QuestionStatus.ANSWERED
        assert concerned(question) == own | {(ConcernKind.ADDRESSEE.value, cast.council)}

    def test_a_long_question_is_called_by_its_beginning(self, db):
        assert str(QuestionFactory(text="một hai ba " * 20)) == " ".join(["một hai ba"] * 8) + "…"


class TestDrafts:
    @pytest.mark.parametrize(
        ("procedure", "ground"), [(Procedure.SHORTENED, ""), (Procedure.ORDINARY, ShortenedGround.EMERGENCY)]
    )
    def test_the_shortened_procedure_has_a_ground(self, db, procedure, ground):
        assert refused(DraftResolutionFactory, procedure=procedure, shortened_ground=ground) == [
            "Trình tự rút gọn phải ghi trường hợp áp dụng; trình tự đầy đủ thì để trống."
        ]

    def test_concerns_submitter_drafter_boards_and_later_the_delegates(self, cast):
        draft = DraftResolutionFactory(
            locality=cast.locality,
            submitting_body=cast.committee,
            drafting_body=cast.department,
            related={"verifying_boards": [cast.board]},
        )
        inside = {
            (ConcernKind.OWNER.value, cast.committee),
            (ConcernKind.PREPARING.value, cast.department),
            (ConcernKind.REFERRAL.value, cast.board),
        }
        assert concerned(draft) == inside
        draft.status = "to_session"
        assert concerned(draft) == inside | {(ConcernKind.ADDRESSEE.value, cast.council)}

    @pytest.mark.parametrize(
        ("answer", "text", "state"),
        [
            ("", "", ("wait", "chờ giải trình")),
            ("accepted", "", ("done", "tiếp thu")),
            ("declined", "Vượt thẩm quyền", ("none", "không tiếp thu")),
        ],
    )
    def test_a_comment_and_its_answer(self, db, answer, text, state):
        assert DraftCommentFactory(answer=answer, answer_text=text).state == state

    @pytest.mark.parametrize("answer", [CommentAnswer.DECLINED, CommentAnswer.EXPLAINED])
    def test_a_refusal_is_explained(self, db, answer):
        assert refused(DraftCommentFactory, answer=answer) == ["Không tiếp thu hoặc giải trình thì phải nêu lý do."]

    def test_a_comment_concerns_both_sides(self, cast):
        draft = DraftResolutionFactory(locality=cast.locality, drafting_body=cast.department)
        comment = DraftCommentFactory(locality=cast.locality, draft=draft, from_body=cast.front)
        assert concerned(comment) == {
            (ConcernKind.PARTY.value, cast.front),
            (ConcernKind.PREPARING.value, cast.department),
        }

    def test_a_verification_is_of_a_draft_or_of_an_item(self, cast):
        draft = DraftResolutionFactory(locality=cast.locality, title="Giá đất")
        row = VerificationFactory(locality=cast.locality, board=cast.board, draft=draft)
        assert str(row) == "Ban Kinh tế - Ngân sách: Giá đất"
        item = AgendaItemFactory(locality=cast.locality, preparing_body=cast.department)
        other = VerificationFactory(locality=cast.locality, board=cast.board, draft=None, item=item)
        assert concerned(other) == {
            (ConcernKind.OWNER.value, cast.board),
            (ConcernKind.PREPARING.value, cast.department),
        }
        assert refused(VerificationFactory, locality=cast.locality, board=cast.board, item=item) == [
            "Thẩm tra một dự thảo hoặc một nội dung kỳ họp: chọn đúng một."
        ]


class TestResolutions:
    today = standing_on("2026-07-15")

    @pytest.mark.parametrize(("normative", "code"), [(True, "05/2026/NQ-HĐND"), (False, "05/NQ-HĐND")])
    def test_the_year_stands_in_the_number_of_a_normative_one(self, db, normative, code):
        resolution = ResolutionFactory(number="05", is_normative=normative, title="Giá đất")
        assert (resolution.code, resolution.year) == (code, 2026)
        assert str(resolution) == f"Nghị quyết {code}: Giá đất"

    def test_numbers_are_unique_per_type_year_and_council(self, cast):
        taken = {"locality": cast.locality, "number": "5"}
        first = ResolutionFactory(**taken)
        ResolutionFactory(**taken, is_normative=True)
        ResolutionFactory(**taken, adopted_on=date(2025, 12, 9))
        ResolutionFactory(locality=cast.other, number="5")
        ResolutionFactory(locality=cast.locality, number="")
        ResolutionFactory(locality=cast.locality, number="")
        assert refused(ResolutionFactory, **taken) == [f"Số này đã dùng năm 2026 cho “{first}”."]

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"adopted_on": None}, "Nghị quyết có số thì phải biết năm."),
            ({"signed_on": date(2026, 6, 22)}, "Ngày ký phải từ ngày thông qua trở đi."),
            (
                {"rollout_conference_on": date(2026, 6, 22)},
                "Hội nghị triển khai phải sau khi nghị quyết được thông qua.",
            ),
        ],
    )
    def test_days_follow_each_other(self, db, fields, message):
        assert refused(ResolutionFactory, **fields) == [message]

    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            ({}, ("wait", "chờ ký chứng thực")),
            ({"signed_on": OPENED}, ("soon", "đã ký chứng thực")),
            ({"signed_on": OPENED, "effective_from": date(2026, 7, 15)}, ("done", "có hiệu lực")),
            ({"signed_on": OPENED, "effective_from": date(2026, 7, 16)}, ("soon", "đã ký chứng thực")),
        ],
    )
    def test_states(self, db, fields, state):
        assert ResolutionFactory(**fields).state == state

    def test_delegates_and_owners_of_tasks_are_concerned(self, cast):
        resolution = ResolutionFactory(locality=cast.locality)
        ResolutionTaskFactory(locality=cast.locality, resolution=resolution, owner=cast.department)
        assert concerned(resolution) == {
            (ConcernKind.ADDRESSEE.value, cast.council),
            (ConcernKind.OWNER.value, cast.department),
        }

    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            ({}, ("wait", "đang thực hiện")),
            ({"due_on": date(2026, 7, 5)}, ("late", "quá hạn 10 ngày")),
            ({"status": TaskStatus.DONE}, ("done", "xong")),
            ({"status": TaskStatus.DONE, "due_on": date(2026, 8, 30)}, ("done", "xong, trễ 2 ngày")),
        ],
    )
    def test_states_of_a_task(self, db, fields, state):
        assert ResolutionTaskFactory(**fields).state == state

    def test_a_done_task_has_a_day(self, db):
        assert refused(ResolutionTaskFactory, status=TaskStatus.DONE, done_on=None) == [
            "Nhiệm vụ đã xong thì ghi ngày xong."
        ]


def test_parts_stay_in_their_locality(cast):
    elsewhere = {"locality": cast.locality}
    foreign = DraftResolutionFactory(locality=cast.other)
    message = ["Hồ sơ này thuộc địa phương khác."]
    assert refused(DraftCommentFactory, **elsewhere, draft=foreign) == message
    assert refused(VerificationFactory, **elsewhere, draft=foreign) == message
    assert refused(ResolutionFactory, **elsewhere, draft=foreign) == message
    assert refused(QuestionFactory, **elsewhere, session=foreign.session) == message
    assert refused(AttendanceFactory, **elsewhere, session=foreign.session) == message
    assert refused(DraftResolutionFactory, **elsewhere, session=foreign.session) == message
    assert refused(SessionDocumentFactory, **elsewhere, item=AgendaItemFactory(locality=cast.other)) == message
    assert (
        refused(
            ResolutionTaskFactory, **elsewhere, resolution=ResolutionFactory(locality=cast.other), owner=BodyFactory()
        )
        == message
    )
