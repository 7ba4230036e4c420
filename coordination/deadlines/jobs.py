"""Long work of this app, run by the worker."""

from coordination.deadlines.actions import recalculation
from coordination.deadlines.actions.calendar import APPLY_JOB, RECKON_JOB
from coordination.deadlines.choices import ChangeState
from coordination.deadlines.models import CalendarChange
from coordination.jobs import handlers
from coordination.jobs.runner import LeaseLost


def reckon(job, progress):
    """The list "hạn cũ → hạn mới" of a change of the calendar."""
    _run(job, ChangeState.RECKONING, ChangeState.DRAFT, lambda key: recalculation.reckon(key, progress))


def apply(job, progress):
    """A change of the calendar holds from now on."""
    progress(0, None, "Đang ghi lịch và hạn mới")
    _run(job, ChangeState.APPLYING, ChangeState.PREVIEWED, lambda key: recalculation.apply(key, by=job.actor))


def _run(job, working: ChangeState, before: ChangeState, work) -> None:
    """What goes wrong leaves the change as it was before somebody asked, unless another worker has the job now."""
    key = job.params["change"]
    try:
        work(key)
    except LeaseLost:
        raise
    except Exception:
        CalendarChange.objects.filter(pk=key, state=working).update(state=before)
        raise


handlers.register(RECKON_JOB, reckon, "Tính ảnh hưởng của lịch mới")
handlers.register(APPLY_JOB, apply, "Áp dụng lịch mới")
