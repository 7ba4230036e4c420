"""Long work of this app, run by the worker: large files, large lists."""

from coordination.exchange import actions, listing
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import Import
from coordination.jobs import handlers
from coordination.records.errors import Forbidden, Refused


def check(job, progress):
    """Look at a large file."""
    entry = _entry(job)
    if entry.state not in ("checking", "ready", "faulty"):
        return
    actions.check(entry, by=job.actor, progress=lambda n, most: progress(n, most, f"Đang thử dòng {n}/{most}"))


def load(job, progress):
    """Load a large file, when its turn comes: what waits says so, and keeps its lease."""
    entry = _entry(job)
    if entry.state == "loading":
        actions.load(
            entry,
            by=job.actor,
            progress=lambda n, most: progress(n, most + 1, f"Đang ghi {n}/{most}"),
            waiting=lambda: progress(0, None, "Chờ nạp xong tệp khác"),
        )


def register(job, progress):
    """A large register, as whoever asked for it sees it now."""
    kind = kind_of(job.params["kind"])
    if kind is None or not job.actor.can(kind.permission):
        raise Forbidden
    place = Place(job.locality, job.actor)
    return actions.take_out(kind, place, kind.rows(place).count(), progress)


def export(job, progress):
    """A list as a file, as whoever asked for it sees it now."""
    kind = job.params.get("kind", "xlsx")  # asked for before there were others
    return listing.rebuilt(job.params["path"], job.params["query"], job.actor, progress, kind=kind)


def _entry(job) -> Import:
    entry = Import.objects.filter(pk=job.params["import"]).select_related("locality").first()  # ungated: the job's own
    if entry is None:
        raise Refused("Tệp này không còn.")
    return entry


handlers.register(actions.CHECK_JOB, check, "Xem trước tệp Excel")
handlers.register(actions.LOAD_JOB, load, "Nạp tệp Excel")
handlers.register(actions.REGISTER_JOB, register, "Xuất sổ ra Excel")
handlers.register(listing.JOB, export, "Xuất danh sách ra tệp")
