"""Names, states, whom each record concerns, and what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coordination.people.choices import ConcernKind as K
from oversight.models import Mission
from tests.oversight.factories import (
    ENDED,
    REPORTED,
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
from tests.people.factories import BodyFactory
from tests.sessions.factories import DraftResolutionFactory

TODAY = date(2026, 7, 15)


def refused(make, **kwargs) -> list[str]:
    """The messages with which the record is refused."""
    with pytest.raises(ValidationError) as error:
        make(**kwargs)
    return error.value.messages


def concerned(record):
    return {(str(kind), who) for kind, who in record.concerned() if who is not None}


class TestMission:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            (
                {"planned_start": date(2026, 8, 2), "planned_end": date(2026, 8, 1)},
                "Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            ({"status": "held", "ended_on": date(2026, 3, 2)}, "Ngày kết thúc không được trước ngày bắt đầu."),
            ({"status": "reported", "report_on": date(2026, 3, 2)}, "Ngày báo cáo không được trước ngày bắt đầu."),
            ({"started_on": STARTED}, "Chưa tiến hành thì chưa có ngày; đang làm, đã báo cáo thì phải có ngày."),
            (
                {"status": "cancelled", "report_on": REPORTED},
                "Chưa tiến hành thì chưa có ngày; đang làm, đã báo cáo thì phải có ngày.",
            ),
            (
                {"status": "under_way", "started_on": None},
                "Chưa tiến hành thì chưa có ngày; đang làm, đã báo cáo thì phải có ngày.",
            ),
            (
                {"status": "held", "report_on": REPORTED},
                "Chưa tiến hành thì chưa có ngày; đang làm, đã báo cáo thì phải có ngày.",
            ),
            (
                {"status": "concluded", "report_on": None},
                "Chưa tiến hành thì chưa có ngày; đang làm, đã báo cáo thì phải có ngày.",
            ),
        ],
    )
    def test_days_fit_the_status(self, db, fields, message):
        assert refused(MissionFactory, **fields) == [message]
        assert not Mission.objects.exists()

    def test_of_a_survey_that_took_place_nothing_more_need_be_known(self, db):
        survey = MissionFactory(kind="survey", status="held", started_on=None, ended_on=None)
        assert survey.state == ("done", "đã tiến hành")

    def test_a_topic_of_another_place_is_refused(self, db):
        assert refused(MissionFactory, topic=TopicFactory()) == ["Hồ sơ này thuộc địa phương khác."]

    @pytest.mark.parametrize(
        ("fields", "behind", "state"),
        [
            ({}, 0, ("wait", "trong kế hoạch")),
            ({"planned_start": TODAY}, 0, ("wait", "trong kế hoạch")),
            ({"planned_start": date(2026, 7, 12)}, 3, ("late", "chưa bắt đầu, chậm 3 ngày")),
            ({"status": "under_way"}, 0, ("soon", "đang tiến hành")),
            ({"status": "under_way", "planned_end": TODAY}, 0, ("soon", "đang tiến hành")),
            (
                {"status": "under_way", "planned_end": date(2026, 7, 10)},
                5,
                ("late", "đang tiến hành, quá kế hoạch 5 ngày"),
            ),
            ({"status": "reported", "planned_end": ENDED}, 0, ("soon", "đã có báo cáo")),
            ({"status": "concluded", "planned_end": date(2026, 3, 6)}, 14, ("done", "đã kết luận, kéo dài 14 ngày")),
            ({"status": "cancelled", "planned_start": date(2026, 7, 1)}, 0, ("pause", "không tiến hành")),
        ],
    )
    def test_how_it_stands_to_its_plan(self, db, fields, behind, state):
        mission = MissionFactory(**fields)
        assert (mission.days_behind(TODAY), mission.state) == (behind, state)

    def test_concerns_those_who_go_are_invited_get_the_report_or_are_visited(self, cast):
        sides = {"bodies": [cast.board], "invited": [cast.front], "copied_to": [cast.committee]}
        mission = MissionFactory(locality=cast.locality, lead_body=cast.standing, related=sides)
        target = TargetFactory(mission=mission, locality=cast.locality, body=cast.department)
        audience = {
            (K.OWNER.value, cast.standing),
            (K.PARTY.value, cast.board),
            (K.INVITED.value, cast.front),
            (K.ADDRESSEE.value, cast.committee),
        }
        visited = (K.TARGET.value, cast.department)
        assert concerned(mission) == concerned(target) == audience | {visited}
        conclusion = ConclusionFactory(locality=cast.locality, mission=mission)
        assert concerned(conclusion) == audience | {visited}
        Mission.objects.filter(pk=mission.pk).update(status="held")
        mission.refresh_from_db()
        RecommendationFactory(locality=cast.locality, mission=mission, addressee=cast.commune_council)
        asked = (K.ADDRESSEE.value, cast.commune_council)
        assert concerned(mission) == concerned(conclusion) == audience | {visited, asked}
        assert concerned(target) == audience | {visited}
        assert str(conclusion) == f"Kết luận: {mission.title}"


class TestTarget:
    def test_a_known_body_gives_its_name(self, db):
        target = TargetFactory(body=BodyFactory(name="Sở Tư pháp"), name="")
        assert str(target) == "Sở Tư pháp"

    def test_names_are_written_alike(self, db):
        assert TargetFactory(name="  Trường  THPT số 2 ").name == "Trường THPT số 2"

    def test_somebody_must_be_visited(self, db):
        assert refused(TargetFactory, name=" ") == ["Chọn cơ quan hoặc ghi tên đơn vị."]

    def test_stands_once_in_a_mission(self, db):
        first = TargetFactory(body=BodyFactory())
        again = {"mission": first.mission, "locality": first.locality}
        assert refused(TargetFactory, **again, name=first.name) == ["Đơn vị này đã có trong cuộc giám sát."]
        assert refused(TargetFactory, **again, body=first.body) == ["Cơ quan này đã có trong cuộc giám sát."]
        assert refused(TargetFactory, mission=first.mission) == ["Hồ sơ này thuộc địa phương khác."]


class TestRecommendation:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"done_on": date(2026, 6, 1)}, "Kiến nghị đã thực hiện xong phải có ngày xong; chưa xong thì không."),
            (
                {"status": "done", "done_on": None},
                "Kiến nghị đã thực hiện xong phải có ngày xong; chưa xong thì không.",
            ),
            ({"status": "done", "done_on": date(2026, 4, 9)}, "Ngày thực hiện xong không được trước ngày gửi."),
            ({"due_on": date(2026, 4, 9)}, "Hạn phải từ ngày gửi trở đi."),
        ],
    )
    def test_days_fit_the_status(self, db, fields, message):
        assert refused(RecommendationFactory, **fields) == [message]

    @pytest.mark.parametrize(
        ("fields", "overdue", "state"),
        [
            ({}, False, ("wait", "đã gửi")),
            ({"due_on": TODAY}, False, ("wait", "đã gửi")),
            ({"due_on": date(2026, 7, 14)}, True, ("late", "quá hạn 1 ngày")),
            ({"status": "in_progress"}, False, ("soon", "đang thực hiện")),
            ({"status": "in_progress", "due_on": date(2026, 7, 10)}, True, ("late", "quá hạn 5 ngày")),
            ({"status": "done", "due_on": date(2026, 6, 1)}, False, ("done", "đã thực hiện xong")),
            ({"status": "done", "due_on": date(2026, 5, 22)}, False, ("done", "xong, trễ 10 ngày")),
            ({"status": "withdrawn", "due_on": date(2026, 7, 10)}, False, ("pause", "đã rút")),
        ],
    )
    def test_states(self, db, fields, overdue, state):
        recommendation = RecommendationFactory(**fields)
        assert (recommendation.is_overdue(TODAY), recommendation.state) == (overdue, state)

    def test_as_of_a_day_before_it_was_done_it_was_overdue(self, db):
        done = RecommendationFactory(status="done", due_on=date(2026, 5, 22))
        assert [done.is_overdue(day) for day in (date(2026, 5, 22), date(2026, 5, 31), date(2026, 6, 1))] == [
            False,
            True,
            False,
        ]

    def test_concerns_who_must_do_it_and_who_asked(self, cast):
        sides = {"copied_to": [cast.front]}
        mission = MissionFactory(locality=cast.locality, lead_body=cast.standing, status="concluded", related=sides)
        recommendation = RecommendationFactory(locality=cast.locality, mission=mission, addressee=cast.department)
        assert concerned(recommendation) == {
            (K.ADDRESSEE.value, cast.department),
            (K.BENEFICIARY.value, cast.standing),
            (K.OWNER.value, cast.standing),
            (K.ADDRESSEE.value, cast.front),
        }

    def test_a_long_text_has_a_short_title(self, db):
        recommendation = RecommendationFactory(text=" ".join(["rà soát"] * 20))
        assert str(recommendation) == " ".join(["rà soát"] * 12) + "…"


class TestProgrammesAndFront:
    def test_one_programme_a_year(self, db):
        first = ProgrammeFactory()
        again = {"locality": first.locality, "body": first.body, "year": first.year}
        assert refused(ProgrammeFactory, **again) == ["Cơ quan này đã có chương trình giám sát của năm ấy."]
        assert refused(ProgrammeFactory, year=26) == ["Năm viết bằng bốn chữ số, ví dụ 2026."]
        assert concerned(first) == {(K.OWNER.value, first.body)}

    def test_a_topic_concerns_those_it_was_agreed_with(self, cast):
        topic = TopicFactory(locality=cast.locality, body=cast.standing, related={"agreed_with": [cast.front]})
        assert concerned(topic) == {(K.OWNER.value, cast.standing), (K.PARTY.value, cast.front)}

    def test_a_criticism_concerns_the_drafters(self, cast):
        draft = DraftResolutionFactory(
            locality=cast.locality, drafting_body=cast.department, submitting_body=cast.committee
        )
        criticism = SocialCriticismFactory(
            locality=cast.locality, chair=cast.front, draft=draft, related={"participants": [cast.board]}
        )
        assert concerned(criticism) == {
            (K.OWNER.value, cast.front),
            (K.INVITED.value, cast.board),
            (K.ADDRESSEE.value, cast.department),
            (K.ADDRESSEE.value, cast.committee),
        }
        assert concerned(SocialCriticismFactory(locality=cast.locality, chair=cast.front)) == {
            (K.OWNER.value, cast.front)
        }

    def test_an_activity_concerns_its_unit(self, cast):
        activity = FrontActivityFactory(locality=cast.locality, body=cast.front)
        assert concerned(activity) == {(K.OWNER.value, cast.front)}
        assert activity.keeper == cast.front
