"""What each act does: status, days, history, obligations; and who may not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.models import Obligation
from coordination.people.models import Concern
from coordination.records.errors import AlreadyDone, Conflict, Forbidden, NotNow
from coordination.search.queries import matching
from coordination.workflow import buttons, door
from coordination.workflow.models import StatusChange
from oversight import actions, workflow
from oversight.models import Conclusion, FrontActivity, Mission, Programme, Recommendation, SocialCriticism, Target
from tests.oversight.factories import (
    SENT,
    STARTED,
    ConclusionFactory,
    FrontActivityFactory,
    MissionFactory,
    ProgrammeFactory,
    RecommendationFactory,
    SocialCriticismFactory,
    TargetFactory,
    TopicFactory,
)

TODAY = date(2026, 7, 15)
DUE = date(2026, 8, 1)
DEMO = System("demo")

TABLES = {Mission: (workflow.MISSION, MissionFactory), Recommendation: (workflow.RECOMMENDATION, RecommendationFactory)}
# What a step must set for the database to accept its target; what it must empty is None.
FIELDS = {
    (Mission, "start"): {"started_on": STARTED},
    (Mission, "report"): {"started_on": STARTED, "report_on": TODAY},
    (Recommendation, "finish"): {"done_on": TODAY},
    (Recommendation, "note_done"): {"done_on": TODAY},
    (Recommendation, "reopen"): {"done_on": None},
}
STEPS = [
    pytest.param(model, step, id=f"{model.__name__}-{step.name}")
    for model, (table, _factory) in TABLES.items()
    for step in table
    if not step.is_creation
]
# Who may take a step when the Standing Committee leads and Sở Y tế is asked; of the Front's own: Mrs Hoa only.
COUNCIL_SIDE = {"lan", "tu", "thu_ky"}
ASKED_SIDE = {"minh", "ubnd"}
EVERYBODY = ("lan", "tu", "thu_ky", "minh", "ubnd", "hoa", "dai_bieu", "xa", "admin")


def owed(record):
    """Who owes what to whom by when, and how it ended."""
    rows = Obligation.objects.about(record).order_by("id")
    return [(row.owner.short_name, row.beneficiary.short_name, row.due_on, row.status, row.closed_on) for row in rows]


def history(record):
    """Steps with the day on which they stand."""
    rows = StatusChange.objects.about(record).order_by("id")
    return [(row.transition, timezone.localtime(row.at).date()) for row in rows]


def reworded(record):
    """The record with other words in its first text: a save without a change is none."""
    fields = {field.name for field in record._meta.fields}
    name = next(name for name in ("title", "text", "group") if name in fields)
    setattr(record, name, "association" if name == "group" else "Chữ đã sửa")
    return record


def concerns(record, body) -> bool:
    return any(row.record == record for row in Concern.objects.filter(object_id=record.pk, body=body))


@pytest.fixture
def mission(cast):
    """On the plan of the Standing Committee."""
    return MissionFactory(locality=cast.locality, lead_body=cast.standing, title="Giám sát trụ sở dôi dư")


@pytest.fixture
def reported(cast):
    """A mission of the Standing Committee that has reported."""
    return MissionFactory(locality=cast.locality, lead_body=cast.standing, status="reported")


@pytest.fixture
def fronts(cast):
    """A mission that the Front leads."""
    return MissionFactory(locality=cast.locality, lead_body=cast.front, kind="front")


@pytest.fixture
def asked(cast, reported):
    """A recommendation to Sở Y tế, due on 1/8/2026."""
    return RecommendationFactory(
        locality=cast.locality, mission=reported, addressee=cast.department, due_on=DUE, text="Bán trụ sở cũ"
    )


@pytest.mark.parametrize(("model", "step"), STEPS)
def test_every_step_from_every_status(cast, model, step):
    table, factory = TABLES[model]
    for status, _words in model._meta.get_field("status").choices:
        record = factory(locality=cast.locality, status=status)
        fields = FIELDS.get((model, step.name), {})
        if status in step.sources:
            door.move(record, step.name, by=System("test"), **fields)
            assert model.objects.get(pk=record.pk).status == step.target
            continue
        with pytest.raises(AlreadyDone if status == step.target else NotNow):
            door.move(record, step.name, by=System("test"), **fields)
        assert model.objects.get(pk=record.pk).status == status


@pytest.mark.parametrize(("model", "step"), STEPS)
def test_every_step_is_for_one_side(cast, mission, asked, fronts, model, step):
    record = mission if model is Mission else asked
    allowed = ASKED_SIDE if step.name in ("accept", "finish") else COUNCIL_SIDE
    assert {name for name in EVERYBODY if step.is_for(record, getattr(cast, name))} == allowed
    if model is Mission:
        assert {name for name in EVERYBODY if step.is_for(fronts, getattr(cast, name))} == {"hoa"}


@pytest.mark.parametrize("name", ["minh", "ubnd", "hoa", "dai_bieu", "xa"])
def test_a_step_of_another_side_is_refused(cast, mission, name):
    with pytest.raises(Forbidden):
        actions.start(mission, by=getattr(cast, name))
    assert Mission.objects.get(pk=mission.pk).status == "planned"


class TestWhoWrites:
    """The council's and the Front's offices write in their own books only."""

    def of(self, cast, lead):
        """One unsaved record of each kind that the body keeps."""
        place = {"locality": cast.locality}
        mission = MissionFactory(**place, lead_body=lead, status="reported")
        return [
            Programme(**place, body=lead, year=2026, title="Chương trình"),
            Mission(**place, lead_body=lead, kind="survey", title="Khảo sát"),
            Target(**place, mission=mission, name="Trường THPT số 1", group="school"),
            Conclusion(**place, mission=mission, text="Đạt"),
            Recommendation(**place, mission=mission, addressee=cast.department, text="Làm", sent_on=TODAY),
        ]

    def create(self, record, by):
        actors = {Mission: actions.create_mission, Target: actions.add_target, Recommendation: actions.recommend}
        return actors.get(type(record), actions.create_row)(record, by=by)

    @pytest.mark.parametrize(
        ("lead", "writer", "others"),
        [("standing", "lan", ("hoa", "ubnd", "minh", "stranger")), ("front", "hoa", ("lan", "ubnd", "xa"))],
    )
    def test_the_own_side_writes_the_others_do_not(self, cast, lead, writer, others):
        for record in self.of(cast, getattr(cast, lead)):
            for name in others:
                with pytest.raises(Forbidden):
                    self.create(record, getattr(cast, name))
            assert self.create(record, getattr(cast, writer)).created_by == getattr(cast, writer)

    def test_nobody_takes_over_or_gives_away(self, cast, mission, fronts):
        fronts.lead_body = cast.standing
        mission.lead_body = cast.front
        for record, person in ((fronts, cast.lan), (fronts, cast.hoa), (mission, cast.lan), (mission, cast.hoa)):
            with pytest.raises(Forbidden, match="chủ trì nên chỉ bên ấy ghi, sửa"):
                actions.edit_mission(record, by=person)
        assert Mission.objects.get(pk=fronts.pk).lead_body == cast.front

    @pytest.mark.parametrize(
        ("factory", "edit"),
        [
            (ConclusionFactory, actions.edit_row),
            (TargetFactory, actions.edit_target),
            (RecommendationFactory, actions.edit_recommendation),
        ],
    )
    def test_parts_follow_the_book_of_their_mission(self, cast, reported, factory, edit):
        part = factory(locality=cast.locality, mission=reported)
        with pytest.raises(Forbidden):
            edit(part, by=cast.hoa)
        assert edit(reworded(part), by=cast.thu_ky).revision == 2

    @pytest.mark.parametrize("factory", [SocialCriticismFactory, FrontActivityFactory])
    def test_the_front_alone_writes_its_own_work(self, cast, factory):
        record = factory(locality=cast.locality)
        for person in (cast.lan, cast.ubnd, cast.minh):
            with pytest.raises(Forbidden):
                actions.edit_row(record, by=person)
        assert actions.edit_row(reworded(record), by=cast.hoa).revision == 2

    def test_an_ended_place_is_read_only(self, cast):
        old = MissionFactory(locality=cast.ended, lead_body=cast.ended_council)
        with pytest.raises(Forbidden):
            actions.edit_mission(old, by=cast.lan)
        with pytest.raises(Forbidden):
            actions.start(old, by=cast.lan)

    def test_a_save_in_between_is_told(self, cast, mission):
        second = Mission.objects.get(pk=mission.pk)
        actions.edit_mission(reworded(mission), by=cast.lan)
        second.title = "Tên khác nữa"
        with pytest.raises(Conflict):
            actions.edit_mission(second, by=cast.tu)


class TestMission:
    def test_from_the_plan_to_the_conclusion(self, cast, mission):
        target = TargetFactory(locality=cast.locality, mission=mission, body=cast.department)
        actions.start(mission, by=cast.lan, on=date(2026, 7, 1))
        actions.report(mission, by=cast.lan, on=date(2026, 7, 10), ended_on=date(2026, 7, 8), result="Thăm 4 trụ sở")
        actions.conclude(mission, by=cast.lan, text="Hai trụ sở bỏ không", on=date(2026, 7, 14))
        stored = Mission.objects.get(pk=mission.pk)
        assert (stored.status, stored.started_on, stored.ended_on, stored.report_on, stored.result) == (
            "concluded",
            date(2026, 7, 1),
            date(2026, 7, 8),
            date(2026, 7, 10),
            "Thăm 4 trụ sở",
        )
        conclusion = Conclusion.objects.get(mission=mission)
        assert (conclusion.text, conclusion.issued_on) == ("Hai trụ sở bỏ không", date(2026, 7, 14))
        assert history(mission) == [(name, TODAY) for name in ("plan", "start", "report", "conclude")]
        assert concerns(conclusion, target.body)

    def test_what_a_job_loads_stands_on_its_day(self, cast):
        mission = Mission(
            locality=cast.ended,
            lead_body=cast.ended_council,
            kind="thematic",
            title="Giám sát cũ",
            planned_start=date(2023, 3, 1),
        )
        actions.create_mission(mission, by=DEMO)
        actions.start(mission, by=DEMO, on=date(2023, 3, 2))
        actions.report(mission, by=DEMO, on=date(2023, 3, 20))
        actions.conclude(mission, by=DEMO, text="Đạt", on=date(2023, 3, 25))
        assert history(mission) == [
            ("plan", date(2023, 3, 1)),
            ("start", date(2023, 3, 2)),
            ("report", date(2023, 3, 20)),
            ("conclude", date(2023, 3, 25)),
        ]
        assert Mission.objects.get(pk=mission.pk).ended_on == date(2023, 3, 20)

    def test_a_plan_to_come_is_loaded_today(self, cast):
        mission = MissionFactory(locality=cast.locality, planned_start=date(2026, 9, 1))
        assert history(mission) == [("plan", TODAY)]

    def test_a_survey_took_place(self, cast):
        survey = MissionFactory(locality=cast.locality, lead_body=cast.board, kind="survey")
        actions.hold(survey, by=cast.thu_ky, started_on=date(2026, 7, 13), ended_on=date(2026, 7, 14), result="Xong")
        stored = Mission.objects.get(pk=survey.pk)
        assert (stored.status, stored.started_on, stored.ended_on, stored.result) == (
            "held",
            date(2026, 7, 13),
            date(2026, 7, 14),
            "Xong",
        )

    def test_of_what_a_job_loads_no_day_is_made_up(self, cast):
        survey = MissionFactory(locality=cast.ended, lead_body=cast.ended_council, kind="survey")
        actions.hold(survey, by=DEMO)
        assert (survey.status, survey.started_on, survey.ended_on) == ("held", None, None)

    def test_held_while_under_way_keeps_its_first_day(self, cast, mission):
        actions.start(mission, by=cast.lan, on=date(2026, 7, 1))
        actions.hold(mission, by=cast.lan, ended_on=date(2026, 7, 3))
        assert (mission.started_on, mission.ended_on) == (date(2026, 7, 1), date(2026, 7, 3))
        actions.report(mission, by=cast.lan, on=date(2026, 7, 10))
        assert (mission.status, mission.ended_on, mission.report_on) == (
            "reported",
            date(2026, 7, 3),
            date(2026, 7, 10),
        )

    def test_cancelled_and_on_the_plan_again(self, cast, mission):
        actions.cancel(mission, by=cast.lan, note="Trùng với thanh tra")
        assert StatusChange.objects.about(mission).last().note == "Trùng với thanh tra"
        actions.replan(mission, by=cast.lan)
        assert Mission.objects.get(pk=mission.pk).status == "planned"

    @pytest.mark.parametrize(
        ("act", "field"),
        [
            (lambda mission, by: actions.start(mission, by=by, on=date(2026, 7, 16)), "on"),
            (lambda mission, by: actions.hold(mission, by=by, started_on=date(2026, 7, 16)), "started_on"),
        ],
    )
    def test_people_write_down_what_has_happened(self, cast, mission, act, field):
        with pytest.raises(ValidationError) as error:
            act(mission, cast.lan)
        assert error.value.message_dict == {field: ["Ngày này chưa tới."]}

    def test_a_conclusion_comes_after_the_report(self, cast, reported):
        with pytest.raises(ValidationError) as error:
            actions.conclude(reported, by=cast.lan, text="Đạt", on=date(2026, 3, 31))
        assert error.value.message_dict == {"on": ["Trước ngày báo cáo (01/04/2026)."]}
        assert not Conclusion.objects.exists()

    def test_editing_reaches_its_parts(self, cast, reported):
        target = TargetFactory(locality=cast.locality, mission=reported, body=cast.department)
        conclusion = ConclusionFactory(locality=cast.locality, mission=reported)
        reported.title = "Giám sát nhà ở xã hội"
        actions.edit_mission(reported, by=cast.lan, related={"invited": [cast.front]})
        assert concerns(conclusion, cast.front)
        assert concerns(target, cast.front)
        assert list(matching(Conclusion.objects.all(), "nha o xa hoi")) == [conclusion]

    def test_a_body_visited_sees_the_mission_until_another_one_is(self, cast, mission):
        target = TargetFactory(locality=cast.locality, mission=mission, body=cast.department)
        assert list(Mission.objects.visible_to(cast.minh)) == [mission]
        target.body, target.name = cast.office, ""
        actions.edit_target(target, by=cast.lan)
        assert list(Mission.objects.visible_to(cast.minh)) == []
        assert list(Mission.objects.visible_to(cast.lan)) == [mission]

    def test_adding_a_target_disturbs_nobody_who_edits_the_mission(self, cast, mission):
        opened = Mission.objects.get(pk=mission.pk)
        actions.add_target(
            Target(locality=cast.locality, mission=mission, name="Trường THPT số 1", group="school"), by=cast.tu
        )
        assert actions.edit_mission(reworded(opened), by=cast.lan).revision == 2


class TestRecommendation:
    def test_a_set_day_is_an_obligation_towards_those_who_asked(self, cast, asked):
        assert owed(asked) == [("Sở Y tế", "Thường trực HĐND tỉnh", DUE, "open", None)]
        obligation = Obligation.objects.about(asked).get()
        assert (obligation.title, obligation.opened_on) == ("Thực hiện kiến nghị sau giám sát: Bán trụ sở cũ", SENT)
        assert obligation.basis == f"Kiến nghị sau giám sát: {asked.mission}"
        assert history(asked) == [("send", SENT)]

    def test_without_a_day_nothing_is_owed_yet(self, cast, reported):
        assert owed(RecommendationFactory(locality=cast.locality, mission=reported)) == []

    def test_an_ended_place_owes_nothing(self, cast):
        mission = MissionFactory(locality=cast.ended, lead_body=cast.ended_council, status="concluded")
        assert owed(RecommendationFactory(locality=cast.ended, mission=mission, due_on=DUE)) == []

    def test_what_has_not_begun_asks_for_nothing(self, cast, mission):
        wanted = Recommendation(
            locality=cast.locality, mission=mission, addressee=cast.department, text="Làm", sent_on=TODAY
        )
        with pytest.raises(ValidationError) as error:
            actions.recommend(wanted, by=cast.lan)
        assert error.value.message_dict == {"mission": ["Cuộc giám sát này chưa bắt đầu nên chưa có kiến nghị."]}

    def test_the_addressee_accepts_and_finishes(self, cast, asked):
        actions.accept(asked, by=cast.minh)
        actions.finish(asked, by=cast.minh, outcome="Đã bán", on=date(2026, 7, 14))
        stored = Recommendation.objects.get(pk=asked.pk)
        assert (stored.status, stored.done_on, stored.outcome) == ("done", date(2026, 7, 14), "Đã bán")
        assert owed(asked) == [("Sở Y tế", "Thường trực HĐND tỉnh", DUE, "done", date(2026, 7, 14))]
        assert Obligation.objects.about(asked).get().outcome == "Đã bán"

    def test_its_committee_speaks_for_a_department(self, cast, asked):
        actions.finish(asked, by=cast.ubnd, outcome="Đã bán")
        assert asked.status == "done"

    def test_a_report_on_paper_is_noted_by_those_who_asked(self, cast, asked):
        with pytest.raises(Forbidden):
            actions.finish(asked, by=cast.lan, outcome="Đã bán")
        actions.note_done(asked, by=cast.lan, outcome="Đã bán")
        assert owed(asked) == [("Sở Y tế", "Thường trực HĐND tỉnh", DUE, "done", TODAY)]

    def test_done_late_with_the_reason(self, cast, reported):
        late = RecommendationFactory(
            locality=cast.locality, mission=reported, addressee=cast.department, due_on=date(2026, 7, 1)
        )
        actions.finish(late, by=cast.minh, outcome="Đã bán", late_reason="Chờ định giá")
        obligation = Obligation.objects.about(late).get()
        assert (obligation.late_reason, obligation.late_body) == ("Chờ định giá", cast.department)

    def test_not_done_before_it_was_sent(self, cast, asked):
        with pytest.raises(ValidationError) as error:
            actions.finish(asked, by=cast.minh, outcome="Đã bán", on=date(2026, 4, 9))
        assert error.value.message_dict == {"on": ["Trước ngày gửi kiến nghị (10/04/2026)."]}

    def test_reminders_are_counted_before_and_after_it_was_accepted(self, cast, asked):
        actions.remind(asked, by=cast.lan, note="215/HĐND-VP")
        actions.accept(asked, by=cast.minh)
        actions.remind(asked, by=cast.lan, note="240/HĐND-VP")
        stored = Recommendation.objects.get(pk=asked.pk)
        assert (stored.status, stored.reminders) == ("in_progress", 2)
        notes = StatusChange.objects.about(asked).filter(transition__startswith="remind")
        assert [row.note for row in notes] == ["215/HĐND-VP", "240/HĐND-VP"]

    def test_what_does_not_meet_it_is_owed_again(self, cast, asked):
        actions.finish(asked, by=cast.minh, outcome="Đã bán một nửa")
        actions.reopen(asked, by=cast.lan, note="Còn một trụ sở", due_on=date(2026, 9, 1))
        stored = Recommendation.objects.get(pk=asked.pk)
        assert (stored.status, stored.done_on, stored.due_on) == ("in_progress", None, date(2026, 9, 1))
        assert owed(asked) == [("Sở Y tế", "Thường trực HĐND tỉnh", date(2026, 9, 1), "open", None)]
        with pytest.raises(AlreadyDone):
            actions.reopen(asked, by=cast.lan, note="Còn nữa")

    def test_a_new_day_lies_ahead(self, cast, asked):
        actions.finish(asked, by=cast.minh, outcome="Xong")
        with pytest.raises(ValidationError):
            actions.reopen(asked, by=cast.lan, note="Chưa", due_on=date(2026, 7, 14))

    def test_withdrawn_it_is_owed_by_nobody(self, cast, asked):
        actions.withdraw(asked, by=cast.lan, note="Luật đã đổi")
        assert owed(asked) == [("Sở Y tế", "Thường trực HĐND tỉnh", DUE, "waived", TODAY)]

    def test_the_obligation_follows_day_and_addressee(self, cast, asked):
        asked.due_on = date(2026, 8, 20)
        actions.edit_recommendation(asked, by=cast.lan)
        asked.addressee = cast.committee
        actions.edit_recommendation(asked, by=cast.lan)
        assert list(Mission.objects.visible_to(cast.minh)) == []
        assert owed(asked) == [
            ("Sở Y tế", "Thường trực HĐND tỉnh", date(2026, 8, 20), "waived", TODAY),
            ("UBND tỉnh", "Thường trực HĐND tỉnh", date(2026, 8, 20), "open", None),
        ]
        asked.due_on = None
        actions.edit_recommendation(asked, by=cast.lan)
        assert [row[3] for row in owed(asked)] == ["waived", "waived"]

    def test_correcting_a_finished_one_opens_nothing(self, cast, asked):
        actions.finish(asked, by=cast.minh, outcome="Xong")
        asked.text = "Bán trụ sở cũ của xã"
        actions.edit_recommendation(asked, by=cast.lan)
        assert [row[3] for row in owed(asked)] == ["done"]

    def test_what_a_job_loads_stands_on_its_day(self, cast, asked):
        actions.accept(asked, by=DEMO, on=date(2026, 4, 12))
        actions.remind(asked, by=DEMO, note="1", on=date(2026, 5, 2))
        actions.finish(asked, by=DEMO, outcome="Xong", on=date(2026, 5, 20))
        assert history(asked) == [
            ("send", SENT),
            ("accept", date(2026, 4, 12)),
            ("remind", date(2026, 5, 2)),
            ("finish", date(2026, 5, 20)),
        ]

    def test_the_addressee_sees_it_cannot_edit_and_is_offered_its_steps(self, cast, asked):
        assert list(Recommendation.objects.visible_to(cast.minh)) == [asked]
        assert list(Mission.objects.visible_to(cast.minh)) == [asked.mission]
        with pytest.raises(Forbidden):
            actions.edit_recommendation(asked, by=cast.minh)
        seen = {"minh": cast.minh, "lan": cast.lan, "hoa": cast.hoa}
        offered = {name: [button.label for button in buttons.offered(asked, who)] for name, who in seen.items()}
        assert offered == {
            "minh": ["Nhận thực hiện", "Báo cáo đã thực hiện xong"],
            "lan": ["Ghi đã thực hiện xong", "Đôn đốc bằng văn bản", "Rút kiến nghị"],
            "hoa": [],
        }

    def test_a_commune_that_is_asked_sees_and_finishes(self, cast, reported):
        asked = RecommendationFactory(locality=cast.locality, mission=reported, addressee=cast.commune_council)
        actions.accept(asked, by=cast.xa)
        actions.finish(asked, by=cast.xa, outcome="Xong")
        assert Recommendation.objects.get(pk=asked.pk).status == "done"


def test_rows_of_the_front_and_of_topics(cast):
    criticism = actions.create_row(
        SocialCriticism(locality=cast.locality, chair=cast.front, title="Mức thu học phí"), by=cast.hoa
    )
    assert criticism.created_by == cast.hoa
    topic = actions.create_row(TopicFactory.build(locality=cast.locality, body=cast.standing), by=cast.lan)
    topic.title = "Nước sạch"
    assert actions.edit_row(topic, by=cast.thu_ky, related={"agreed_with": [cast.front]}).revision == 2
    assert concerns(topic, cast.front)
    activity = FrontActivity(locality=cast.locality, kind="unity", title="Ngày hội", body=cast.front)
    with pytest.raises(Forbidden):
        actions.create_row(activity, by=cast.lan)
    programme = ProgrammeFactory(locality=cast.locality, body=cast.standing)
    assert actions.edit_row(reworded(programme), by=cast.lan).revision == 2
