"""What people do with oversight and the Front's work. Each act is one transaction through the door.

`by` is a user or a `System` job. Users write in the book of their own side (council or Front). Dates may lie in the
past; what a job loads stands in the history on its day, what a person records on the day of recording.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.search.indexing import index
from coordination.workflow import door
from oversight import deadlines
from oversight.choices import MissionStatus, RecommendationStatus
from oversight.models import Conclusion, FrontActivity, SocialCriticism
from oversight.rules import keeps
from voters.queries import noon

OF_FRONT = (SocialCriticism, FrontActivity)


@transaction.atomic
def create_row(row, *, by, related=None):
    """Write down a record that changes nothing but itself: programme, topic, criticism conference, activity."""
    _check_keeper(row, by)
    return door.create(row, by=by, related=related)


@transaction.atomic
def edit_row(row, *, by, related=None):
    """Save the changed fields of such a record, or of a conclusion."""
    _check_edit(row, by)
    return door.change(row, by=by, related=related)


# --- Missions ----------------------------------------------------------------------------------------------------


@transaction.atomic
def create_mission(mission, *, by, related=None, on=None):
    """Put a mission into the plan; in what a job loads history begins `on`, else on the first day of the plan."""
    _check_keeper(mission, by)
    return door.create(mission, by=by, related=related, at=_at(on or mission.planned_start, by))


@transaction.atomic
def edit_mission(mission, *, by, related=None):
    """Save a mission; what belongs to it is found by its name and seen by those it concerns."""
    _check_edit(mission, by)
    door.change(mission, by=by, related=related)
    _refresh(mission)
    return mission


@transaction.atomic
def add_target(target, *, by, related=None):
    """Add a supervised body; from now on it sees the mission and its conclusion."""
    _check_keeper(target, by)
    door.create(target, by=by, related=related)
    _refresh(target.mission)
    return target


@transaction.atomic
def edit_target(target, *, by, related=None):
    """Save a supervised body; another one then sees the mission."""
    _check_edit(target, by)
    door.change(target, by=by, related=related)
    _refresh(target.mission)
    return target


def start(mission, *, by, on=None, note=""):
    """The delegation begins its work."""
    on = _day(on, by)
    return door.move(mission, "start", by=by, note=note, at=_at(on, by), started_on=on)


def hold(mission, *, by, started_on=None, ended_on=None, result="", note=""):
    """It took place, from day to day as far as they are known; a report may follow or not."""
    fields = {"started_on": started_on or mission.started_on, "ended_on": ended_on or mission.ended_on}
    for field, day in fields.items():
        _check_not_ahead(day, field, by)
    at = _at(fields["ended_on"] or fields["started_on"], by)
    return door.move(mission, "hold", by=by, note=note, at=at, result=result or mission.result, **fields)


def report(mission, *, by, on=None, ended_on=None, result="", note=""):
    """The report is in; the mission ended on that day unless another one is given or known."""
    on = _day(on, by)
    _check_not_ahead(ended_on, "ended_on", by)
    fields = {"report_on": on, "ended_on": ended_on or mission.ended_on or on, "result": result or mission.result}
    return door.move(mission, "report", by=by, note=note, at=_at(on, by), **fields)


@transaction.atomic
def conclude(mission, *, by, text, on=None, document=None, note=""):
    """Write down the conclusion and close the mission; those visited see it."""
    on = _day(on, by)
    _check_not_before(on, mission.report_on, "Trước ngày báo cáo")
    door.move(mission, "conclude", by=by, note=note, at=_at(on, by))
    conclusion = Conclusion(locality=mission.locality, mission=mission, text=text, issued_on=on, document=document)
    door.create(conclusion, by=by, consequence=True)
    return mission


def cancel(mission, *, by, note, on=None):
    """It will not take place; the reason stays in the history."""
    return door.move(mission, "cancel", by=by, note=note, at=_at(on, by))


def replan(mission, *, by, note="", on=None):
    """It is on the plan again."""
    return door.move(mission, "replan", by=by, note=note, at=_at(on, by))


# --- Recommendations ---------------------------------------------------------------------------------------------


@transaction.atomic
def recommend(recommendation, *, by, related=None):
    """Send a recommendation; with a set day its addressee owes it by then. Those asked see it and its mission."""
    _check_keeper(recommendation, by)
    _check_not_ahead(recommendation.sent_on, "sent_on", by)
    if recommendation.mission.status not in MissionStatus.BEGUN:
        raise ValidationError({"mission": "Cuộc giám sát này chưa bắt đầu nên chưa có kiến nghị."})
    sent_on = recommendation.sent_on
    door.create(recommendation, by=by, related=related, at=_at(sent_on, by))
    deadlines.keep(recommendation, by=by, opened_on=sent_on)
    _refresh(recommendation.mission)
    return recommendation


@transaction.atomic
def edit_recommendation(recommendation, *, by, related=None):
    """Save a recommendation; while it is open its obligation follows the day and the addressee."""
    _check_edit(recommendation, by)
    door.change(recommendation, by=by, related=related)
    if recommendation.is_open:
        deadlines.keep(recommendation, by=by)
    _refresh(recommendation.mission)
    return recommendation


def accept(recommendation, *, by, note="", on=None):
    """The addressee takes it on."""
    return door.move(recommendation, "accept", by=by, note=note, at=_at(on, by))


def finish(recommendation, *, by, outcome, on=None, late_reason="", note=""):
    """The addressee reports that it was done; closes the obligation with the outcome."""
    return _finish(recommendation, "finish", by=by, outcome=outcome, on=on, late_reason=late_reason, note=note)


def note_done(recommendation, *, by, outcome, on=None, late_reason="", note=""):
    """Those who asked record a report that reached them on paper; the effects are the same."""
    return _finish(recommendation, "note_done", by=by, outcome=outcome, on=on, late_reason=late_reason, note=note)


def remind(recommendation, *, by, note, on=None):
    """A written reminder went out (`note`: its number and day); they are counted."""
    unanswered = recommendation.status == RecommendationStatus.SENT
    name = "remind_unanswered" if unanswered else "remind"
    times = recommendation.reminders + 1
    return door.move(recommendation, name, by=by, note=note, at=_at(on, by), reminders=times)


@transaction.atomic
def reopen(recommendation, *, by, note, due_on=None, on=None):
    """What was reported does not meet it: owed again, by a new day if one is given."""
    on = _day(on, by)
    if due_on and due_on < on:
        raise ValidationError({"due_on": "Hạn mới phải từ ngày yêu cầu trở đi."})
    fields = {"due_on": due_on} if due_on else {}
    door.move(recommendation, "reopen", by=by, note=note, at=_at(on, by), done_on=None, **fields)
    deadlines.take_back(recommendation, by=by, reason=note)
    return recommendation


@transaction.atomic
def withdraw(recommendation, *, by, note, on=None):
    """Nobody owes it any more."""
    on = on or timezone.localdate()
    door.move(recommendation, "withdraw", by=by, note=note, at=_at(on, by))
    deadlines.drop(recommendation, on=on, by=by, reason=note)
    return recommendation


@transaction.atomic
def _finish(recommendation, name, *, by, outcome, on, late_reason, note):
    on = _day(on, by)
    _check_not_before(on, recommendation.sent_on, "Trước ngày gửi kiến nghị")
    door.move(recommendation, name, by=by, note=note, at=_at(on, by), done_on=on, outcome=outcome)
    deadlines.fulfil(recommendation, on=on, by=by, outcome=outcome, late_reason=late_reason)
    return recommendation


# --- Inside ------------------------------------------------------------------------------------------------------


def _check_keeper(record, by) -> None:
    """Users write what their own side leads; the Front's conferences and activities are of the Front alone."""
    if isinstance(by, System):
        return
    permission = Permission.FRONT_EDIT if isinstance(record, OF_FRONT) else Permission.OVERSIGHT_EDIT
    if not by.can(permission, record):
        raise Forbidden
    if not isinstance(record, OF_FRONT) and not keeps(by.acting, record.keeper):
        raise Forbidden(f"Việc này do {record.keeper} chủ trì nên chỉ bên ấy ghi, sửa.")


def _check_edit(record, by) -> None:
    """As it was, and as it is to be: nobody takes over or gives away what another side leads."""
    if not isinstance(by, System):
        _check_keeper(type(record)._base_manager.get(pk=record.pk), by)
        _check_keeper(record, by)


def _refresh(mission) -> None:
    """Whom a mission concerns, or its name, has changed: the same holds for what belongs to it."""
    write_concerns(mission)
    for part in (*mission.targets.all(), *mission.conclusions.all(), *mission.recommendations.all()):
        part.mission = mission
        write_concerns(part)
        index(part)


def _at(on: date | None, by):
    """When history says it happened: a loader tells the day of the act, of a person it is known when they did it."""
    return noon(on) if on and isinstance(by, System) and on < timezone.localdate() else None


def _day(on: date | None, by) -> date:
    """The day of an act: today unless given; people write down what has happened."""
    _check_not_ahead(on, "on", by)
    return on or timezone.localdate()


def _check_not_ahead(day: date | None, field: str, by) -> None:
    if day and not isinstance(by, System) and day > timezone.localdate():
        raise ValidationError({field: "Ngày này chưa tới."})


def _check_not_before(day: date, first: date | None, words: str) -> None:
    if first and day < first:
        raise ValidationError({"on": f"{words} ({screen(first)})."})
