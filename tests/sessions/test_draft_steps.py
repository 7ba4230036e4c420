"""What each step of a draft writes, opens in the ledger and ends there; who must not; waits that warn or bind."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from coordination.audit.actors import System
from coordination.deadlines.closing import why_not_close
from coordination.deadlines.models import Obligation
from coordination.lib.dates import PartialDate
from coordination.people.choices import BodyKind
from coordination.records.errors import Forbidden, NotNow
from sessions import actions
from sessions.deadlines.drafts import early_steps, waits_of
from sessions.models import DraftComment, DraftResolution, DraftStep, Resolution, Verification
from tests.people.factories import BodyFactory
from tests.sessions.factories import CouncilSessionFactory, DraftCommentFactory
from tests.sessions.factories_drafts import NormativeDraftFactory, PaperRequestFactory

TODAY = date(2026, 7, 15)
D = date


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def justice(cast):
    body = BodyFactory(
        locality=cast.locality, code="so-tu-phap", kind=BodyKind.DEPARTMENT, name="Sở Tư pháp", parent=cast.committee
    )
    cast.phap = cast.acting_as(body, "department_officer", "Trịnh Văn Pháp")
    return body


@pytest.fixture
def session(cast):
    """Opens on Thursday 20/8/2026."""
    return CouncilSessionFactory(locality=cast.locality, number="2", planned_opening="2026-08-20")


@pytest.fixture
def draft(cast, session):
    """Sở Y tế drafts, the committee submits, one board verifies, the Front criticises."""
    return NormativeDraftFactory(
        locality=cast.locality,
        session=session,
        drafting_body=cast.department,
        submitting_body=cast.committee,
        needs_criticism=True,
        related={"verifying_boards": [cast.board]},
    )


def owed(draft):
    """Of each step: rule, who owes, by when, how it stands."""
    steps = list(draft.steps.values_list("pk", flat=True))
    rows = Obligation.objects.filter(subject_type__model="draftstep", subject_id__in=steps, version__isnull=False)
    return sorted((row.version.rule.code, row.owner.short_name, row.due_on, row.status) for row in rows)


def steps_of(draft):
    rows = DraftStep.objects.filter(draft=draft).order_by("id")
    return [(row.kind, str(row.body or ""), row.round, row.started_on, row.done_on) for row in rows]


def fresh(draft):
    return DraftResolution.objects.get(pk=draft.pk)


class TestWhatTheOpeningAsks:
    def test_assigned_it_is_known_what_is_due_before_the_opening(self, cast, draft):
        """DR-09 15 days, DR-10 10 days, DR-11 7 days before 20/8; DR-06 15 days before the day of DR-09."""
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        assert owed(draft) == [
            ("DR-06", "Sở Y tế", D(2026, 7, 21), "open"),
            ("DR-09", "UBND tỉnh", D(2026, 8, 5), "open"),
            ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 10), "open"),
            ("DR-11", "Thường trực HĐND tỉnh", D(2026, 8, 13), "open"),
        ]
        assert steps_of(draft)[:2] == [
            ("assignment", "Thường trực HĐND tỉnh", 1, D(2026, 4, 3), D(2026, 4, 3)),
            ("drafting", "Sở Y tế", 1, D(2026, 4, 3), None),
        ]

    def test_they_move_with_the_opening_and_the_person_is_told(self, cast, draft, session):
        actions.start_drafting(draft, by=cast.lan)
        session.refresh_from_db()
        session.planned_opening = PartialDate(2026, 8, 27)
        actions.edit_session(session, by=cast.lan)
        assert owed(draft) == [
            ("DR-06", "Sở Y tế", D(2026, 7, 28), "open"),
            ("DR-09", "UBND tỉnh", D(2026, 8, 12), "open"),
            ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 17), "open"),
            ("DR-11", "Thường trực HĐND tỉnh", D(2026, 8, 20), "open"),
        ]
        told = [(one.before, one.after) for one in session.moved if one.obligation.subject_type.model == "draftstep"]
        assert sorted(told) == [
            (D(2026, 7, 21), D(2026, 7, 28)),
            (D(2026, 8, 5), D(2026, 8, 12)),
            (D(2026, 8, 10), D(2026, 8, 17)),
            (D(2026, 8, 13), D(2026, 8, 20)),
        ]

    def test_a_session_known_by_its_month_asks_nothing_yet(self, cast, draft, session):
        session.refresh_from_db()
        session.planned_opening = PartialDate(2026, 8)
        actions.edit_session(session, by=cast.lan)
        draft = fresh(draft)
        actions.start_drafting(draft, by=cast.lan)
        assert owed(draft) == []

    def test_a_day_no_longer_known_takes_back_what_it_asked(self, cast, draft, session):
        actions.start_drafting(draft, by=cast.lan)
        session.refresh_from_db()
        session.planned_opening = PartialDate(2026, 8)
        actions.edit_session(session, by=cast.lan)
        assert {status for *_, status in owed(draft)} == {"waived"}

    @pytest.mark.parametrize("verifying", [False, True])
    def test_put_off_or_called_off_nobody_owes_by_its_day(self, cast, draft, session, verifying):
        """Prepared again for 27/8/2026, the same duties come back by the new day."""
        actions.start_drafting(draft, by=cast.lan)
        if verifying:
            actions.verify_draft(draft, by=cast.lan)
        before = owed(draft)
        session.refresh_from_db()
        actions.postpone_session(session, by=cast.lan, reason="bão")
        assert "open" not in {status for *_, status in owed(draft)}
        duty = Obligation.objects.get(version__rule__code="DR-11", subject_id__in=draft.steps.values("pk"))
        assert (duty.status, duty.outcome) == ("waived", "Theo dự thảo: kỳ họp hoãn.")
        actions.resume_session(session, by=cast.lan, planned_opening=PartialDate(2026, 8, 27))
        assert [(rule, who, status) for rule, who, _due, status in owed(draft)] == [
            (rule, who, status) for rule, who, _due, status in before
        ]
        assert ("DR-11", "Thường trực HĐND tỉnh", D(2026, 8, 20), "open") in owed(draft)
        told = {one.obligation.version.rule.code for one in session.moved if "dự thảo" in one.obligation.title}
        assert "DR-11" in told
        actions.cancel_session(session, by=cast.lan, reason="không họp")
        assert "open" not in {status for *_, status in owed(draft)}

    def test_a_board_taken_off_and_named_again_owes_again(self, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        for boards, status in (([], "waived"), ([cast.board], "open")):
            actions.edit_draft(fresh(draft), by=cast.lan, related={"verifying_boards": boards})
            assert ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 10), status) in owed(draft)

    def test_an_individual_one_owes_nothing_by_law(self, cast, session):
        draft = NormativeDraftFactory(
            locality=cast.locality, session=session, is_normative=False, related={"verifying_boards": [cast.board]}
        )
        actions.start_drafting(draft, by=cast.lan)
        actions.consult(draft, by=cast.lan, bodies=[cast.department])
        actions.verify_draft(draft, by=cast.lan)
        assert owed(draft) == []

    def test_another_board_is_asked_instead(self, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        other = BodyFactory(
            locality=cast.locality, code="ban-pc", kind="council_board", name="Ban Pháp chế", parent=cast.council
        )
        actions.edit_draft(fresh(draft), by=cast.lan, related={"verifying_boards": [other]})
        assert [row for row in owed(draft) if row[0] == "DR-10"] == [
            ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 10), "waived"),
            ("DR-10", "Ban Pháp chế", D(2026, 8, 10), "open"),
        ]


# Rule, what the draft is, the step and its day → who owes by when. Ids and numbers as in the table of law.
VECTORS = [
    pytest.param({}, "consult", D(2026, 7, 1), ("DR-05", D(2026, 7, 13)), id="DR-05b: 10 days, to Monday"),
    pytest.param(
        {"registered_on": D(2025, 1, 6)}, "consult", D(2025, 3, 3), ("DR-05", D(2025, 3, 13)), id="DR-05a: 10 days"
    ),
    pytest.param({"procedure": "shortened"}, "consult", D(2026, 7, 1), ("DR-24", D(2026, 7, 21)), id="DR-24: 20 days"),
    pytest.param({}, "appraise", D(2026, 7, 6), ("DR-07", D(2026, 7, 21)), id="DR-07b: 15 days"),
    pytest.param(
        {"registered_on": D(2025, 1, 6)}, "appraise", D(2025, 3, 3), ("DR-07", D(2025, 3, 18)), id="DR-07a: 15 days"
    ),
    pytest.param({"procedure": "shortened"}, "appraise", D(2026, 7, 6), ("DR-22", D(2026, 7, 13)), id="DR-22: 7 days"),
    pytest.param(
        {"procedure": "shortened", "is_complex": True},
        "appraise",
        D(2026, 7, 6),
        ("DR-22", D(2026, 7, 21)),
        id="DR-22 complex: 15 days",
    ),
]


@pytest.mark.parametrize(("more", "step", "on", "due"), VECTORS)
def test_who_is_asked_owes_by_the_rule(cast, justice, more, step, on, due):
    if more.get("procedure"):
        more = more | {"shortened_ground": "new_law", "shortened_decision": "171/HĐND-VP"}
    draft = NormativeDraftFactory(locality=cast.locality, drafting_body=cast.department, session=None, **more)
    actions.start_drafting(draft, by=cast.lan, on=draft.registered_on)
    if step == "consult":
        actions.consult(draft, by=cast.minh, bodies=[justice], on=on)
    else:
        actions.appraise(draft, by=cast.minh, body=justice, on=on)
    assert [(rule, who, day) for rule, who, day, _ in owed(draft)] == [(due[0], "Sở Tư pháp", due[1])]


def test_agencies_of_a_commune_answer_within_seven_days(cast):
    """DR-33, since 1/7/2025."""
    agency = BodyFactory(locality=cast.commune, code="phong", kind=BodyKind.DEPARTMENT, name="Phòng Kinh tế")
    draft = NormativeDraftFactory(locality=cast.commune, session=None)
    actions.start_drafting(draft, by=System("test"))
    actions.consult(draft, by=System("test"), bodies=[agency], on=D(2026, 7, 1))
    assert owed(draft) == [("DR-33", "Phòng Kinh tế", D(2026, 7, 8), "open")]


class TestTheWholeWay:
    def test_of_a_legal_document(self, cast, draft, justice):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.finish_drafting(draft, by=cast.minh, on=D(2026, 5, 20))
        actions.post(draft, by=cast.minh, on=D(2026, 5, 21))
        actions.consult(draft, by=cast.minh, on=D(2026, 5, 21), bodies=[justice, cast.committee])
        actions.give_opinion(draft, by=cast.phap, on=D(2026, 5, 28), text="Bỏ Điều 3.\n\nGhi rõ nguồn.")
        actions.give_opinion(draft, by=cast.ubnd, on=D(2026, 5, 29))
        actions.criticise(draft, by=cast.minh, on=D(2026, 6, 12))
        actions.record_criticism(draft, by=cast.hoa, on=D(2026, 6, 25), text="Thêm hộ cận nghèo.")
        for comment in DraftComment.objects.filter(draft=draft):
            actions.answer_comment(comment, by=cast.minh, answer="accepted")
        actions.appraise(draft, by=cast.minh, on=D(2026, 6, 26), body=justice)
        actions.record_appraisal(draft, by=cast.phap, on=D(2026, 7, 6))
        actions.approve(draft, by=cast.ubnd, on=D(2026, 7, 7))
        actions.record_approval(draft, by=cast.ubnd, on=D(2026, 7, 9))
        actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 10))
        actions.record_verification(draft, by=cast.thu_ky, on=D(2026, 7, 14), conclusion="Đủ điều kiện trình")
        actions.lay_draft(draft, by=cast.lan, on=D(2026, 7, 15))
        actions.revise_draft(draft, by=cast.lan)
        actions.finish_revision(draft, by=cast.thu_ky, summary="Sửa Điều 2", bodies=[cast.board, cast.department])
        actions.adopt_draft(draft, by=cast.lan, titles="Về mức hỗ trợ\n\nVề quy chế hỗ trợ\n")
        assert steps_of(draft) == [
            ("assignment", "Thường trực HĐND tỉnh", 1, D(2026, 4, 3), D(2026, 4, 3)),
            ("drafting", "Sở Y tế", 1, D(2026, 4, 3), D(2026, 5, 20)),
            ("criticism", "MTTQ tỉnh", 1, D(2026, 6, 12), D(2026, 6, 25)),
            ("dossier", "UBND tỉnh", 1, D(2026, 7, 10), D(2026, 7, 10)),
            ("verification", "Ban Kinh tế - Ngân sách", 1, D(2026, 7, 10), D(2026, 7, 14)),
            ("delegates", "Thường trực HĐND tỉnh", 1, D(2026, 7, 15), D(2026, 7, 15)),
            ("posting", "Sở Y tế", 1, D(2026, 5, 21), D(2026, 6, 12)),
            ("consultation", "Sở Tư pháp", 1, D(2026, 5, 21), D(2026, 5, 28)),
            ("consultation", "UBND tỉnh", 1, D(2026, 5, 21), D(2026, 5, 29)),
            ("appraisal", "Sở Tư pháp", 1, D(2026, 6, 26), D(2026, 7, 6)),
            ("approval", "UBND tỉnh", 1, D(2026, 7, 7), D(2026, 7, 9)),
            ("debate", "HĐND tỉnh", 1, TODAY, TODAY),
            ("revision", "Sở Y tế", 1, TODAY, TODAY),
            ("vote", "HĐND tỉnh", 1, TODAY, TODAY),
        ]
        assert {status for *_, status in owed(draft)} == {"done"}
        rows = Resolution.objects.filter(draft=draft).order_by("title")
        assert [(row.title, row.is_normative, row.adopted_on, row.session) for row in rows] == [
            ("Về mức hỗ trợ", True, TODAY, draft.session),
            ("Về quy chế hỗ trợ", True, TODAY, draft.session),
        ]
        assert [(one.kind, str(one.from_body), one.text) for one in draft.comments.order_by("id")] == [
            ("consultation", "Sở Tư pháp", "Bỏ Điều 3."),
            ("consultation", "Sở Tư pháp", "Ghi rõ nguồn."),
            ("criticism", "MTTQ tỉnh", "Thêm hộ cận nghèo."),
        ]
        assert [str(body) for body in draft.revisions.get().bodies.order_by("pk")] == [
            "Ban Kinh tế - Ngân sách",
            "Sở Y tế",
        ]

    def test_returned_it_goes_round_again(self, cast, draft):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 10))
        actions.return_draft(draft, by=cast.lan, reason="Thiếu đánh giá tác động", on=D(2026, 7, 13))
        assert (draft.status, draft.rounds) == ("drafting", 2)
        assert [row for row in steps_of(draft) if row[0] in ("dossier", "verification", "drafting")] == [
            ("drafting", "Sở Y tế", 1, D(2026, 4, 3), D(2026, 7, 10)),
            ("dossier", "UBND tỉnh", 1, D(2026, 7, 10), D(2026, 7, 10)),
            ("verification", "Ban Kinh tế - Ngân sách", 1, D(2026, 7, 10), D(2026, 7, 13)),
            ("drafting", "Sở Y tế", 2, D(2026, 7, 13), None),
            ("dossier", "UBND tỉnh", 2, None, None),
            ("verification", "Ban Kinh tế - Ngân sách", 2, None, None),
        ]
        assert [row for row in owed(draft) if row[0] in ("DR-09", "DR-10")] == [
            ("DR-09", "UBND tỉnh", D(2026, 8, 5), "done"),
            ("DR-09", "UBND tỉnh", D(2026, 8, 5), "open"),
            ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 10), "open"),
            ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 10), "waived"),
        ]

    @pytest.mark.parametrize("end", ["withdraw", "reject"])
    def test_ended_nobody_owes_anything(self, cast, draft, end):
        actions.start_drafting(draft, by=cast.lan)
        if end == "withdraw":
            actions.withdraw_draft(draft, by=cast.lan, reason="Chưa chín")
        else:
            actions.verify_draft(draft, by=cast.lan)
            actions.lay_draft(draft, by=cast.lan)
            actions.reject_draft(draft, by=cast.lan)
        assert "open" not in {status for *_, status in owed(draft)}

    def test_who_was_consulted_and_said_nothing_owes_it_no_more(self, cast, draft, justice):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.consult(draft, by=cast.minh, bodies=[justice], on=D(2026, 6, 1))
        actions.verify_draft(draft, by=cast.lan)
        assert ("DR-05", "Sở Tư pháp", D(2026, 6, 11), "waived") in owed(draft)
        with pytest.raises(Forbidden):
            actions.give_opinion(draft, by=cast.phap, text="Muộn")


class TestAnswers:
    @pytest.fixture
    def asked(self, cast, draft, justice):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.consult(draft, by=cast.minh, bodies=[justice, cast.committee], on=D(2026, 7, 1))
        return draft

    def test_nobody_answers_for_another_body(self, cast, asked, justice):
        with pytest.raises(Forbidden):
            actions.give_opinion(asked, by=cast.phap, body=cast.committee, text="Đồng ý")
        with pytest.raises(Forbidden):
            actions.give_opinion(asked, by=cast.minh, text="Đồng ý")
        with pytest.raises(Forbidden):
            actions.give_opinion(asked, by=cast.thu_ky, body=justice, text="Đồng ý")

    def test_the_office_names_the_body_it_writes_for(self, cast, asked, justice):
        with pytest.raises(ValidationError) as wrong:
            actions.give_opinion(asked, by=cast.lan, text="Đồng ý")
        assert wrong.value.message_dict == {"body": ["Chọn cơ quan có ý kiến."]}
        actions.give_opinion(asked, by=cast.lan, body=justice, text="Đồng ý")
        assert asked.comments.get().from_body == justice

    def test_a_comment_on_paper_ends_what_was_owed(self, cast, asked, justice):
        comment = DraftComment(
            locality=cast.locality, draft=asked, from_body=justice, given_on=D(2026, 7, 9), text="Bỏ Điều 3"
        )
        actions.create_comment(comment, by=cast.lan)
        assert ("DR-05", "Sở Tư pháp", D(2026, 7, 13), "done") in owed(asked)

    def test_criticism_without_an_answer_holds_the_draft_back(self, cast, asked):
        """Other comments are only told, on the form (test_draft_views)."""
        DraftCommentFactory(locality=cast.locality, draft=asked, from_body=cast.committee)
        comment = DraftCommentFactory(locality=cast.locality, draft=asked, from_body=cast.front, kind="criticism")
        for act in (actions.approve, actions.verify_draft):
            with pytest.raises(NotNow) as refused:
                act(asked, by=cast.lan)
            assert refused.value.message == "Còn 1 ý kiến phản biện chưa được tiếp thu hoặc giải trình."
        actions.answer_comment(comment, by=cast.minh, answer="declined", answer_text="Vượt thẩm quyền")
        actions.verify_draft(asked, by=cast.lan)
        assert asked.status == "verification"

    def test_a_refusal_without_words_is_refused(self, cast, asked):
        comment = DraftCommentFactory(locality=cast.locality, draft=asked, from_body=cast.front)
        for answer in ("declined", "explained"):
            comment.refresh_from_db()
            with pytest.raises(ValidationError) as wrong:
                actions.answer_comment(comment, by=cast.minh, answer=answer)
            assert wrong.value.messages == ["Không tiếp thu hoặc giải trình thì phải nêu lý do."]

    @pytest.mark.parametrize("who", ["hoa", "thu_ky", "phap", "xa", "stranger", "dai_bieu"])
    def test_only_the_drafters_side_answers(self, cast, asked, who):
        comment = DraftCommentFactory(locality=cast.locality, draft=asked, from_body=cast.front)
        with pytest.raises(Forbidden):
            actions.answer_comment(comment, by=getattr(cast, who), answer="accepted")

    @pytest.mark.parametrize("who", ["minh", "ubnd", "lan", "tu"])
    def test_the_drafter_its_office_and_the_council_office_answer(self, cast, asked, who):
        comment = DraftCommentFactory(locality=cast.locality, draft=asked, from_body=cast.front)
        actions.answer_comment(comment, by=getattr(cast, who), answer="accepted")
        assert DraftComment.objects.get(pk=comment.pk).answer == "accepted"

    def test_of_an_ended_draft_nothing_is_answered(self, cast, asked):
        comment = DraftCommentFactory(locality=cast.locality, draft=asked, from_body=cast.front)
        actions.withdraw_draft(asked, by=cast.lan, reason="Chưa chín")
        comment.refresh_from_db()
        with pytest.raises(NotNow):
            actions.answer_comment(comment, by=cast.minh, answer="accepted")


class TestWaits:
    def test_posting_waits_twenty_days_and_warns(self, cast, draft, justice):
        """DR-04b is unverified: an earlier step is possible, and said."""
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.post(draft, by=cast.minh, on=D(2026, 6, 25))
        wait = waits_of(draft, draft.steps.all())[0]
        assert (wait.rule, wait.first_day, wait.is_binding) == ("DR-04", D(2026, 7, 15), False)
        actions.appraise(draft, by=cast.minh, body=justice, on=D(2026, 7, 14))
        steps = list(draft.steps.all())
        assert early_steps(waits_of(draft, steps), steps) == [
            "Thẩm định ngày 14/07/2026 là sớm; sớm nhất 15/07/2026: ít nhất 20 ngày sau ngày đăng tải hồ sơ dự thảo "
            "(DR-04, Nghị định số 78/2025/NĐ-CP; chưa kiểm chứng)."
        ]

    def test_the_front_has_fifteen_days_and_that_binds(self, cast, draft):
        """DR-06 is verified: the dossier does not go to the boards earlier. A job may record what was."""
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.criticise(draft, by=cast.minh, on=D(2026, 7, 1))
        with pytest.raises(ValidationError) as wrong:
            actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 15))
        assert wrong.value.message_dict["on"][0].startswith(
            "Chưa được: sớm nhất 16/07/2026 thì mới đủ thời gian “chậm nhất 15 ngày"
        )
        assert fresh(draft).status == "criticism"
        actions.verify_draft(fresh(draft), by=System("past"), on=D(2026, 7, 15))
        assert fresh(draft).status == "verification"

    def test_exactly_fifteen_days_is_enough(self, cast, draft):
        actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
        actions.criticise(draft, by=cast.minh, on=D(2026, 6, 30))
        actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 15))
        assert draft.status == "verification"

    def test_a_commune_posts_thirty_days_and_that_binds(self, cast):
        """DR-34 is verified."""
        office = cast.acting_as(cast.commune_council, "council_clerk", "Mai Văn Xã")
        draft = NormativeDraftFactory(locality=cast.commune, session=None, needs_posting=True)
        actions.start_drafting(draft, by=office, on=D(2026, 4, 3))
        actions.post(draft, by=office, on=D(2026, 6, 16))
        with pytest.raises(ValidationError) as wrong:
            actions.verify_draft(draft, by=office, on=D(2026, 7, 15))
        assert wrong.value.message_dict["on"][0].startswith("Chưa được: sớm nhất 16/07/2026: ")

    def test_the_effect_waits_ten_days(self, cast, session):
        """DR-13b: ten days after adoption."""
        draft = NormativeDraftFactory(locality=cast.locality, session=session, status="to_session")
        actions.adopt_draft(draft, by=cast.lan, on=D(2026, 7, 14))
        wait = waits_of(draft, draft.steps.all())[0]
        assert (wait.rule, wait.first_day, wait.before) == ("DR-13", D(2026, 7, 24), ())


class TestVerification:
    def test_a_second_meeting_of_a_board_is_counted(self, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        for _ in range(2):
            actions.verify_draft(draft, by=cast.lan)
            actions.record_verification(draft, by=cast.thu_ky, conclusion="Chưa đủ")
            actions.return_draft(draft, by=cast.lan, reason="Chưa đủ")
        assert list(Verification.objects.order_by("id").values_list("rounds", flat=True)) == [1, 2]

    def test_a_board_does_not_verify_for_another(self, cast, draft):
        other = BodyFactory(
            locality=cast.locality, code="ban-pc", kind="council_board", name="Ban Pháp chế", parent=cast.council
        )
        secretary = cast.acting_as(other, "board_secretary", "Vi Thị Ban")
        actions.start_drafting(draft, by=cast.lan)
        actions.verify_draft(draft, by=cast.lan)
        with pytest.raises(Forbidden):
            actions.record_verification(draft, by=secretary, conclusion="Đủ")

    def test_a_meeting_written_down_by_itself_ends_the_boards_duty(self, cast, draft):
        actions.start_drafting(draft, by=cast.lan)
        actions.verify_draft(draft, by=cast.lan, on=D(2026, 7, 10))
        meeting = Verification(locality=cast.locality, draft=draft, board=cast.board, held_on=D(2026, 7, 14))
        actions.create_verification(meeting, by=cast.thu_ky)
        assert ("DR-10", "Ban Kinh tế - Ngân sách", D(2026, 8, 10), "done") in owed(draft)


class TestPapers:
    def test_a_paper_asked_by_a_day_is_owed_until_it_is_delivered(self, cast, draft):
        request = PaperRequestFactory(
            locality=cast.locality,
            draft=draft,
            from_body=cast.board,
            to_body=cast.department,
            due_on=D(2026, 7, 20),
        )
        rows = Obligation.objects.about(request)
        assert [(str(row.owner), row.due_on, row.status) for row in rows] == [("Sở Y tế", D(2026, 7, 20), "open")]
        with pytest.raises(Forbidden):
            actions.deliver_paper(request, by=cast.hoa)
        actions.deliver_paper(request, by=cast.minh)
        assert (request.delivered_on, rows.get().status) == (TODAY, "done")
        with pytest.raises(NotNow):
            actions.deliver_paper(request, by=cast.minh)

    def test_the_duty_follows_the_request(self, cast, draft):
        request = PaperRequestFactory(
            locality=cast.locality, draft=draft, from_body=cast.board, to_body=cast.department, due_on=D(2026, 7, 20)
        )
        request.due_on = D(2026, 7, 22)
        actions.edit_paper_request(request, by=cast.lan)
        assert Obligation.objects.about(request).get().due_on == D(2026, 7, 22)

    def test_without_the_day_of_delivery_it_is_owed_again(self, cast, draft):
        request = PaperRequestFactory(
            locality=cast.locality, draft=draft, from_body=cast.board, to_body=cast.department, due_on=D(2026, 7, 20)
        )
        actions.deliver_paper(request, by=cast.minh)
        request.delivered_on = None
        actions.edit_paper_request(request, by=cast.lan)
        duty = Obligation.objects.about(request).get()
        assert (duty.status, duty.closed_on, duty.due_on) == ("open", None, D(2026, 7, 20))

    def test_a_board_that_did_not_ask_does_not_say_that_it_came(self, cast, draft):
        request = PaperRequestFactory(
            locality=cast.locality, draft=draft, from_body=cast.committee, to_body=cast.department
        )
        request.delivered_on = TODAY
        with pytest.raises(Forbidden):
            actions.edit_paper_request(request, by=cast.thu_ky)


def test_a_corrected_day_moves_what_is_owed(cast, draft, justice):
    actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
    actions.consult(draft, by=cast.minh, bodies=[justice], on=D(2026, 7, 1))
    step = draft.steps.get(kind="consultation")
    step.started_on = D(2026, 7, 3)
    actions.edit_step(step, by=cast.lan)
    assert [row for row in owed(draft) if row[0] == "DR-05"] == [("DR-05", "Sở Tư pháp", D(2026, 7, 13), "open")]
    assert Obligation.objects.about(step).get().anchor_on == D(2026, 7, 3)


def test_who_was_asked_reads_the_draft(cast, draft, justice):
    assert list(DraftResolution.objects.visible_to(cast.acting_as(justice, "department_officer"))) == []
    actions.start_drafting(draft, by=cast.lan)
    actions.consult(draft, by=cast.minh, bodies=[justice])
    assert list(DraftResolution.objects.visible_to(cast.acting_as(justice, "department_officer"))) == [draft]


def test_while_the_draft_waits_its_own_step_ends_the_duty(cast, draft, justice):
    """Later, when the draft has gone on without the opinion, whoever owes it may say that it is done."""
    actions.start_drafting(draft, by=cast.lan, on=D(2026, 4, 3))
    actions.consult(draft, by=cast.minh, bodies=[justice], on=D(2026, 7, 10))
    duty = Obligation.objects.about(draft.steps.get(kind="consultation")).get()
    assert why_not_close(duty) == "Làm bước “Ghi ý kiến góp ý” ở trang dự thảo: việc này khi ấy tự đóng."
    actions.appraise(draft, by=cast.minh, body=justice, on=D(2026, 7, 13))
    assert why_not_close(Obligation.objects.get(pk=duty.pk)) is None
