"""Long work of this app, run by the worker."""

import logging

from coordination.audit.actors import System
from coordination.deadlines.actions import recalculation
from coordination.deadlines.actions.calendar import APPLY_JOB, RECKON_JOB
from coordination.deadlines.choices import ChangeState
from coordination.deadlines.models import CalendarChange
from coordination.deadlines.recompute import affected
from coordination.jobs import handlers
from coordination.jobs.runner import LeaseLost
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind

logger = logging.getLogger(__name__)

NAME = "tính lại hạn"
UNSETTLED = (
    "Lịch mới đã áp dụng; chỉ lần rà lại hạn của việc vừa sửa cùng lúc bị lỗi. Người vận hành chạy manage.py recompute."
)


def reckon(job, progress):
    """The list "hạn cũ → hạn mới" of a change of the calendar."""
    _run(job, ChangeState.RECKONING, ChangeState.DRAFT, lambda key: recalculation.reckon(key, progress))


def apply(job, progress):
    """A change of the calendar holds from now on."""
    progress(0, None, "Đang ghi lịch và hạn mới")
    _run(job, ChangeState.APPLYING, ChangeState.PREVIEWED, lambda key: recalculation.apply(key, by=job.actor))
    change = CalendarChange.objects.get(pk=job.params["change"])
    if change.state != ChangeState.APPLIED:
        return
    try:
        recalculation.settle(affected(change))
    except Exception:  # the calendar holds all the same: to say that it was not done would be untrue
        logger.exception("job %s: settling after change %s", job.pk, change.pk)
        if job.requested_by:
            tell(job.requested_by, UNSETTLED, url=change.get_absolute_url(), kind=NoticeKind.FAILURE, by=System(NAME))


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
