from coordination.deadlines.models.absences import Absence, CalendarFeed
from coordination.deadlines.models.calendar import CalendarChange, CalendarDay, ChangedDay, DueShift
from coordination.deadlines.models.clocks import ClockEvent
from coordination.deadlines.models.law import Rule, RuleTransition, RuleVersion
from coordination.deadlines.models.obligations import Obligation
from coordination.deadlines.models.reminders import ReminderFault, ReminderLadder, ReminderMarker, ReminderPolicy

__all__ = [
    "Absence",
    "CalendarChange",
    "CalendarDay",
    "CalendarFeed",
    "ChangedDay",
    "ClockEvent",
    "DueShift",
    "Obligation",
    "ReminderFault",
    "ReminderLadder",
    "ReminderMarker",
    "ReminderPolicy",
    "Rule",
    "RuleTransition",
    "RuleVersion",
]
