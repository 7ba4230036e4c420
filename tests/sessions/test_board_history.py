"""What a content needs to be complete, and how late bodies were in their last held sessions: rules and queries."""

from datetime import date, timedelta

import pytest
import time_machine

from sessions import queries
from sessions.board import checklist, histories
from sessions.choices import Stage
from sessions.models import AgendaItem
from sessions.rules import needed_roles
from tests.sessions.factories import (
    AgendaItemFactory,
    CouncilSessionFactory,
    DraftResolutionFactory,
    SessionDocumentFactory,
)

DUE = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def mid_july():
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.mark.parametrize(
    ("kind", "options", "roles"),
    [
        ("report", {}, ["report"]),
        ("report", {"is_verified": True}, ["report", "verification"]),
        ("submission", {}, ["submission"]),
        ("scheme", {"is_verified": True}, ["submission", "scheme", "verification"]),
        ("draft", {}, ["submission", "draft", "verification"]),
        ("draft", {"is_verified": True}, ["submission", "draft", "verification"]),
        ("draft", {"is_normative": True}, ["submission", "draft", "appraisal", "explanation", "verification"]),
        ("draft", {"is_normative": True, "is_shortened": True}, ["submission", "draft", "appraisal", "verification"]),
        (
            "draft",
            {"is_normative": True, "is_criticised": True},
            ["submission", "draft", "appraisal", "explanation", "criticism", "verification"],
        ),
        ("draft", {"is_criticised": True}, ["submission", "draft", "criticism", "verification"]),
        ("verification", {"is_verified": True}, ["verification"]),
        ("personnel", {}, ["submission"]),
        ("questioning", {"is_verified": True}, []),
        ("procedure", {}, []),
        ("other", {"is_verified": True}, []),
    ],
)
def test_what_a_content_needs(kind, options, roles):
    assert [str(role) for role in needed_roles(kind, **options)] == roles


def test_the_checklist_names_what_is_missing(cast):
    place = {"locality": cast.locality}
    draft = DraftResolutionFactory(**place, is_normative=True)
    item = AgendaItemFactory(**place, kind="draft", draft=draft, preparing_body=cast.department)
    SessionDocumentFactory(**place, item=item, title="Tờ trình", role="submission")
    SessionDocumentFactory(**place, item=item, title="Tờ trình", role="submission", version=2)
    SessionDocumentFactory(**place, item=item, title="Thư mời", role="other")
    checks = checklist(item)
    assert checks.count == "1/5"
    assert checks.words == (
        "thiếu dự thảo nghị quyết, báo cáo thẩm định, báo cáo tiếp thu, giải trình, báo cáo thẩm tra"
    )
    for role in ("draft", "appraisal", "explanation", "verification"):
        SessionDocumentFactory(**place, item=item, title=role, role=role)
    assert (checklist(item).count, checklist(item).words) == ("5/5", "đủ hồ sơ")


@pytest.mark.parametrize("kind", ["questioning", "procedure", "other"])
def test_some_contents_have_no_list(cast, kind):
    assert checklist(AgendaItemFactory(locality=cast.locality, kind=kind)) is None


@pytest.mark.parametrize(("kind", "due", "asks"), [("procedure", None, False), ("questioning", DUE, True)])
def test_ceremonies_stand_on_no_board_unless_a_day_was_set(cast, kind, due, asks):
    item = AgendaItemFactory(locality=cast.locality, kind=kind, due_on=due)
    found = list(queries.asking_for_documents(AgendaItem.objects.all()))
    assert (item.asks_for_documents, item in found) == (asks, asks)
    stages = [stage for stage in Stage if item in queries.at_stage(AgendaItem.objects.all(), stage, date(2026, 7, 15))]
    assert stages == ([Stage.OVERDUE] if asks else [])


class TestHistory:
    """Sở Y tế: of four held sessions the last three count; MTTQ handed in for one of them only."""

    @pytest.fixture
    def sessions(self, cast):
        place = {"locality": cast.locality}
        rows = [
            CouncilSessionFactory(**place, number=str(10 + year), status="closed", opened_on=date(year, 7, 1))
            for year in (2022, 2023, 2024, 2025)
        ]
        for session in rows:
            session.closed_on = session.opened_on + timedelta(days=2)
            session.save()
        return rows

    def item(self, cast, session, body, late=0, **fields):
        due = (session.opened_on or date(2026, 7, 15)) - timedelta(days=20)
        came = {} if late is None else {"status": "received", "received_on": due + timedelta(days=late)}
        return AgendaItemFactory(
            locality=cast.locality, session=session, preparing_body=body, **({"due_on": due} | came | fields)
        )

    def test_the_last_three_held_sessions_of_each_body(self, cast, sessions, django_assert_num_queries):
        oldest, first, second, third = sessions
        self.item(cast, oldest, cast.department, late=90)
        for late in (0, 5):
            self.item(cast, first, cast.department, late=late)
        for late in (0, 0, 2, 9):
            self.item(cast, second, cast.department, late=late)
        self.item(cast, third, cast.department, late=0)
        self.item(cast, oldest, cast.front, late=4)
        self.item(cast, third, cast.front, late=0, due_on=None)
        self.item(cast, CouncilSessionFactory(locality=cast.locality, number="99"), cast.department, late=5)
        bodies = {cast.department.pk, cast.front.pk, cast.committee.pk}
        with django_assert_num_queries(1):
            found = histories(queries.past_documents(AgendaItem.objects.all(), bodies))
        assert set(found) == {cast.department.pk, cast.front.pk}
        health = found[cast.department.pk]
        assert [(row.opened_on.year, row.late, row.total, row.percent) for row in health.sessions] == [
            (2023, 1, 2, 50),
            (2024, 2, 4, 50),
            (2025, 0, 1, 0),
        ]
        assert (health.total, round(health.share, 1), health.median) == (7, 42.9, 5)
        assert health.words == "Tỉ lệ nộp trễ của 3 kỳ họp gần nhất: 50 %, 50 %, 0 %"
        assert health.columns == [
            {"x": "0", "y": "15.0", "height": "15.0"},
            {"x": "42", "y": "15.0", "height": "15.0"},
            {"x": "84", "y": "30.0", "height": "0.0"},
        ]
        front = found[cast.front.pk]
        assert (len(front.sessions), front.share, front.median) == (1, 100, 4)

    def test_nobody_late_has_no_median(self, cast, sessions):
        self.item(cast, sessions[3], cast.department)
        [past] = histories(queries.past_documents(AgendaItem.objects.all(), [cast.department.pk])).values()
        assert (past.share, past.median, past.late_days) == (0, 0, [])

    def test_what_never_came_is_late_until_the_close_and_what_was_withdrawn_until_then(self, cast, sessions):
        self.item(cast, sessions[3], cast.department, late=None)
        due = sessions[3].opened_on - timedelta(days=20)
        self.item(cast, sessions[3], cast.department, late=None, status="withdrawn", stopped_on=due + timedelta(days=3))
        self.item(cast, sessions[3], cast.department, late=None, status="postponed", stopped_on=due)
        [past] = histories(queries.past_documents(AgendaItem.objects.all(), [cast.department.pk])).values()
        assert (sorted(past.late_days), past.total) == ([3, 22], 3)

    def test_only_sessions_before_the_one_asked_about(self, cast, sessions):
        for session in sessions:
            self.item(cast, session, cast.department)
        rows = queries.past_documents(AgendaItem.objects.all(), [cast.department.pk], before=sessions[2].opened_on)
        assert sorted({row.session_id for row in rows}) == [sessions[0].pk, sessions[1].pk]
