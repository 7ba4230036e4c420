"""What people do with contact meetings."""

from coordination.workflow import door


def hold_meeting(meeting, *, by, **counted):
    """It took place: the numbers of the minutes (`held_on`, `attending`, `opinions` …) are kept with it."""
    return door.move(meeting, "hold", by=by, **counted)


def cancel_meeting(meeting, *, by, reason):
    """It will not take place; the reason stays in the history."""
    return door.move(meeting, "cancel", by=by, note=reason)


def replan_meeting(meeting, *, by, note=""):
    """Back on the plan."""
    return door.move(meeting, "replan", by=by, note=note)
