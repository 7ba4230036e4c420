"""The dates that the law sets of a session: which, on which day, how sure; under both laws, in province and commune."""

from datetime import date

import pytest
import time_machine

from coordination.audit.actors import System
from coordination.deadlines.actions import waive
from coordination.deadlines.models import Obligation
from coordination.lib.dates import PartialDate
from sessions import actions, deadlines
from sessions.models import CouncilSession
from tests.people.factories import BodyFactory, member
from tests.sessions.factories import AgendaItemFactory, QuestionFactory

pytestmark = pytest.mark.django_db

JOB = System("test")
# Tuesday 9/7/2024 and Tuesday 28/7/2026; no day off but weekends within ten days before either.
OPENINGS = {"2024": "2024-07-09", "2026": "2026-07-28"}
TODAY = {"2024": "2024-06-03 02:00", "2026": "2026-06-15 02:00"}
LAW = {"2024": "Luật Tổ chức chính quyền địa phương số 77/2015/QH13", "2026": "số 72/2025/QH15"}

# (law of, kind, rule) → last day, how sure; the same in a province and in a commune.
TABLE = {
    ("2024", "regular", "SES-06"): ("2024-06-19", "unverified"),
    ("2024", "regular", "SES-09"): ("2024-07-04", "unverified"),
    ("2024", "thematic", "SES-07"): ("2024-07-02", "unverified"),
    ("2024", "thematic", "SES-09"): ("2024-07-04", "unverified"),
    ("2024", "ad_hoc", "SES-07"): ("2024-07-02", "unverified"),
    ("2024", "ad_hoc", "SES-09"): ("2024-07-04", "unverified"),
    ("2024", "first", "SES-05"): ("2024-07-08", "secondary"),
    ("2024", "first", "SES-06"): ("2024-06-19", "unverified"),
    ("2024", "first", "SES-09"): ("2024-07-04", "unverified"),
    ("2026", "regular", "SES-06"): ("2026-07-08", "unverified"),
    ("2026", "regular", "SES-09"): ("2026-07-21", "unverified"),
    ("2026", "thematic", "SES-07"): ("2026-07-21", "unverified"),
    ("2026", "thematic", "SES-09"): ("2026-07-21", "unverified"),
    ("2026", "ad_hoc", "SES-07"): ("2026-07-21", "unverified"),
    ("2026", "ad_hoc", "SES-09"): ("2026-07-21", "unverified"),
    ("2026", "first", "SES-05"): ("2026-07-27", "secondary"),
    ("2026", "first", "SES-06"): ("2026-07-08", "unverified"),
    ("2026", "first", "SES-09"): ("2026-07-21", "unverified"),
}
ELECTED = {"2024": date(2024, 5, 24), "2026": date(2026, 6, 12)}
CASES = sorted({(year, kind) for year, kind, _rule in TABLE})


@pytest.fixture(params=["province", "commune"])
def place(request, cast):
    """A province and a commune, each with its council and its Standing Committee."""
    if request.param == "province":
        return cast.locality
    BodyFactory(
        locality=cast.commune,
        kind="council_standing",
        code="tt",
        name="Thường trực HĐND xã",
        parent=cast.commune_council,
    )
    return cast.commune


def planned(place, **fields):
    """A regular session in preparation, saved by a job."""
    fields = {"kind": "regular", "planned_opening": OPENINGS["2026"]} | fields
    return actions.create_session(CouncilSession(locality=place, **fields), by=JOB)


def duties(session):
    """Code of the rule → (last day, how sure) of what is owed about the session now."""
    rows = (
        Obligation.objects.about(session).filter(closed_on=None).exclude(version=None).select_related("version__rule")
    )
    return {row.version.rule.code: (str(row.due_on), row.version.verification) for row in rows}


def ended(session):
    """Code of the rule → (how it ended, on which day)."""
    rows = Obligation.objects.about(session).exclude(closed_on=None).select_related("version__rule")
    return {row.version.rule.code: (row.status, str(row.closed_on)) for row in rows}


@pytest.mark.parametrize(("year", "kind"), CASES)
def test_the_dates_before_a_session(place, year, kind):
    with time_machine.travel(TODAY[year], tick=False):
        elected = ELECTED[year] if kind == "first" else None
        session = planned(place, kind=kind, planned_opening=OPENINGS[year], elected_on=elected)
    assert duties(session) == {rule: said for (law, of, rule), said in TABLE.items() if (law, of) == (year, kind)}


@pytest.mark.parametrize("year", ["2024", "2026"])
def test_they_are_owed_by_the_standing_committee_and_name_the_law_of_the_day(place, year):
    with time_machine.travel(TODAY[year], tick=False):
        session = planned(place, planned_opening=OPENINGS[year])
    rows = Obligation.objects.about(session).select_related("owner", "beneficiary", "version")
    assert {(row.owner.kind, row.beneficiary.kind, row.owner.locality) for row in rows} == {
        ("council_standing", "council", place)
    }
    assert [LAW[year] in row.version.law for row in rows] == [True, True]


@pytest.mark.parametrize(
    ("year", "last_on", "mark"), [("2024", "2024-06-28", "verified"), ("2026", "2026-07-17", "unverified")]
)
def test_bodies_report_on_promises_of_the_session_before(place, year, last_on, mark):
    body, kept, other = (BodyFactory(locality=place) for _ in range(3))
    with time_machine.travel(TODAY[year], tick=False):
        opened = date(int(year), 1, 15)
        before = planned(place, status="closed", opened_on=opened, closed_on=opened)
        promised = {"session": before, "locality": place, "status": "promised", "promise_due_on": date(2026, 9, 1)}
        QuestionFactory(addressee=body, **promised)
        QuestionFactory(addressee=body, **promised)
        QuestionFactory(addressee=kept, **promised | {"status": "done", "kept_on": opened, "promise": "Đã làm"})
        QuestionFactory(addressee=other, session=before, locality=place)
        session = planned(place, planned_opening=OPENINGS[year])
    row = Obligation.objects.about(session).get(version__rule__code="QST-03")
    assert (row.owner, str(row.due_on), row.version.verification) == (body, last_on, mark)
    assert row.beneficiary.kind == "council_standing"


@pytest.mark.parametrize(("year", "last_on"), [("2024", "2024-07-22"), ("2026", "2026-08-10")])
def test_papers_are_owed_to_those_above_after_the_close(place, year, last_on):
    """Ten days after the close; a Sunday gives way to the Monday after it."""
    closed = {"2024": date(2024, 7, 12), "2026": date(2026, 7, 30)}[year]
    with time_machine.travel(f"{closed} 09:00", tick=False):
        session = planned(place, status="open", opened_on=closed, planned_opening=OPENINGS[year])
        standing = deadlines.of_session(planned(place))[0].owner
        clerk = member(standing, "council_clerk", "Lê Thư Ký")
        actions.close_session(session, by=clerk)
    assert duties(session) == {"SES-16": (last_on, "unverified")}


# --- They follow the session ---------------------------------------------------------------------------------------


@pytest.fixture
def june():
    with time_machine.travel(TODAY["2026"], tick=False):
        yield


@pytest.fixture
def session(cast, june):
    return planned(cast.locality)


@pytest.mark.parametrize("day", ["2026-07", "2026", None])
def test_a_session_without_a_day_owes_nothing_by_law(cast, june, day):
    assert duties(planned(cast.locality, planned_opening=day)) == {}


def test_they_open_when_the_day_becomes_known(cast, june):
    session = planned(cast.locality, planned_opening="2026-07")
    session.planned_opening = PartialDate(2026, 7, 28)
    assert deadlines.moved_words(actions.edit_session(session, by=cast.lan).moved) == ""
    assert set(duties(session)) == {"SES-06", "SES-09"}


def test_they_move_with_the_day_and_say_from_when_to_when(cast, session):
    session.planned_opening = PartialDate(2026, 8, 4)
    moved = actions.edit_session(session, by=cast.lan).moved
    assert [(row.obligation.version.rule.code, str(row.before), str(row.after)) for row in moved] == [
        ("SES-06", "2026-07-08", "2026-07-15"),
        ("SES-09", "2026-07-21", "2026-07-28"),
    ]
    assert deadlines.moved_words(moved) == (
        "Hạn đổi theo: Quyết định triệu tập kỳ họp thường lệ năm 2026: 08/07/2026 → 15/07/2026; "
        "Gửi đại biểu tài liệu kỳ họp thường lệ năm 2026: 21/07/2026 → 28/07/2026."
    )
    assert duties(session) == {"SES-06": ("2026-07-15", "unverified"), "SES-09": ("2026-07-28", "unverified")}


def test_a_day_taken_away_and_given_again_leaves_one_duty_each(cast, session):
    session.planned_opening = PartialDate(2026, 9)
    actions.edit_session(session, by=cast.lan)
    assert duties(session) == {}
    session.planned_opening = PartialDate(2026, 8, 4)
    actions.edit_session(session, by=cast.lan)
    assert duties(session) == {"SES-06": ("2026-07-15", "unverified"), "SES-09": ("2026-07-28", "unverified")}
    assert Obligation.objects.about(session).count() == 2


def test_another_kind_has_another_rule(cast, session):
    session.kind = "thematic"
    actions.edit_session(session, by=cast.lan)
    assert duties(session) == {"SES-07": ("2026-07-21", "unverified"), "SES-09": ("2026-07-21", "unverified")}
    assert ended(session) == {"SES-06": ("waived", "2026-06-15")}


def test_what_people_waived_does_not_come_back(cast, session):
    row = Obligation.objects.about(session).get(version__rule__code="SES-09")
    waive(row, by=cast.lan, reason="Gửi tài liệu bằng bản giấy")
    session.planned_opening = PartialDate(2026, 8, 4)
    actions.edit_session(session, by=cast.lan)
    assert set(duties(session)) == {"SES-06"}


def test_putting_off_drops_them_and_preparing_again_brings_them_back(cast, session):
    actions.convene(session, by=cast.lan)
    actions.postpone_session(session, by=cast.lan, reason="Chờ ý kiến")
    assert duties(session) == {}
    actions.resume_session(session, by=cast.lan, planned_opening=PartialDate(2026, 8, 4))
    assert duties(session) == {"SES-06": ("2026-07-15", "unverified"), "SES-09": ("2026-07-28", "unverified")}
    assert session.convened_on is None
    assert [str(row.after) for row in session.moved] == ["2026-07-15", "2026-07-28"]


def test_the_days_since_the_election_run_on_while_the_first_session_is_put_off(cast, june):
    session = planned(cast.locality, kind="first", elected_on=ELECTED["2026"])
    actions.postpone_session(session, by=cast.lan, reason="Chờ kết quả bầu")
    assert duties(session) == {"SES-05": ("2026-07-27", "secondary")}
    actions.cancel_session(session, by=cast.lan, reason="Bầu lại")
    assert duties(session) == {}


def test_calling_off_drops_them(cast, session):
    actions.cancel_session(session, by=cast.lan, reason="Gộp với kỳ họp khác")
    assert duties(session) == {}
    assert ended(session) == {"SES-06": ("waived", "2026-06-15"), "SES-09": ("waived", "2026-06-15")}


def test_only_the_next_session_hears_of_the_promises(cast, june):
    before = planned(cast.locality, status="closed", opened_on=date(2026, 1, 15), closed_on=date(2026, 1, 16))
    QuestionFactory(locality=cast.locality, session=before, addressee=cast.department, status="promised")
    later = planned(cast.locality, planned_opening="2026-12-08")
    assert "QST-03" in duties(later)
    sooner = planned(cast.locality, kind="thematic", planned_opening="2026-07-28")
    assert ("QST-03" in duties(sooner), "QST-03" in duties(later)) == (True, False)
    actions.cancel_session(sooner, by=cast.lan, reason="Không cần nữa")
    assert ("QST-03" in duties(sooner), "QST-03" in duties(later)) == (False, True)


def test_closing_a_session_tells_the_next_one_of_its_promises(cast, june):
    coming = planned(cast.locality, planned_opening="2026-12-08")
    held = planned(cast.locality, status="open", opened_on=date(2026, 6, 14), planned_opening="2026-06-14")
    QuestionFactory(locality=cast.locality, session=held, addressee=cast.department, status="promised")
    assert "QST-03" not in duties(coming)
    actions.close_session(held, by=cast.lan)
    assert duties(coming)["QST-03"] == ("2026-11-27", "unverified")


# --- They are fulfilled --------------------------------------------------------------------------------------------


def test_convening_in_time_fulfils_its_duty(cast, session):
    actions.convene(session, by=cast.lan)
    assert ended(session) == {"SES-06": ("done", "2026-06-15")}


def test_convening_late_fulfils_it_late_and_the_reason_may_follow(cast, session):
    with time_machine.travel("2026-07-10 02:00", tick=False):
        actions.convene(session, by=cast.lan)
    row = Obligation.objects.about(session).get(version__rule__code="SES-06")
    assert (str(row.closed_on), row.days_late(row.closed_on), row.late_reason) == ("2026-07-10", 2, "")


def test_sending_the_last_document_of_a_convened_session_fulfils_the_sending(cast, session):
    place = {"locality": cast.locality, "session": session, "status": "received"}
    first, last = (AgendaItemFactory(**place, received_on=date(2026, 6, 10)) for _ in range(2))
    AgendaItemFactory(locality=cast.locality, session=session, kind="questioning", due_on=None)
    AgendaItemFactory(locality=cast.locality, session=session, status="withdrawn")
    actions.convene(session, by=cast.lan)
    actions.send_item(first, by=cast.lan)
    assert "SES-09" in duties(session)
    with time_machine.travel("2026-07-01 02:00", tick=False):
        actions.send_item(last, by=cast.lan)
    assert ended(session)["SES-09"] == ("done", "2026-07-01")


def test_opening_the_first_session_fulfils_the_days_since_the_election(cast, june):
    session = planned(cast.locality, kind="first", elected_on=ELECTED["2026"])
    actions.convene(session, by=cast.lan)
    with time_machine.travel("2026-07-28 02:00", tick=False):
        actions.open_session(session, by=cast.lan)
    assert ended(session)["SES-05"] == ("done", "2026-07-28")
    assert "SES-09" in duties(session)  # nothing was sent


def test_what_was_sent_up_is_owed_no_more(cast, session):
    actions.convene(session, by=cast.lan)
    actions.open_session(session, by=cast.lan)
    actions.close_session(session, by=cast.lan)
    assert duties(session)["SES-16"] == ("2026-06-25", "unverified")
    actions.send_up(session, by=cast.lan)
    assert (ended(session)["SES-16"], session.sent_up_on) == (("done", "2026-06-15"), date(2026, 6, 15))
