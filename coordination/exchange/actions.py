"""What people do with files: bring one in, look at what it would do, load it, discard it, take it back (undo.py)."""

from datetime import timedelta
from pathlib import PurePath
from time import sleep

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.exchange import workbook
from coordination.exchange.cells import Sheet
from coordination.exchange.choices import ImportState, Verdict
from coordination.exchange.columns import Place
from coordination.exchange.kinds import Kind, kind_of
from coordination.exchange.layouts import for_place
from coordination.exchange.models import Import, ImportedRow, Withdrawn
from coordination.exchange.reading import read
from coordination.exchange.sheets import SheetError, examine
from coordination.exchange.verdicts import Reading
from coordination.jobs.choices import JobState
from coordination.jobs.models import Job
from coordination.jobs.queue import enqueue
from coordination.jobs.runner import LeaseLost
from coordination.people.models import Locality
from coordination.records.errors import AlreadyDone, Forbidden, NotNow, Refused
from coordination.records.models import Pointer

DIRECT = 200
"""Rows that are looked at and loaded while the person waits; more are work for the worker."""
CHECK_JOB, LOAD_JOB, REGISTER_JOB = "exchange.check", "exchange.load", "exchange.register"
KILLED = timedelta(minutes=10)
"""After which a load in the web process, which is ended much earlier, cannot be at work any more."""
PAUSE, WAITS = 2, 900
"""Seconds after which the worker looks again whether a place is free for the next load, and how often it does: for half
an hour.
"""
SLOW_TO_READ = 512 * 1024
"""Bytes of a file from which on it is read by the worker."""
PREVIEW = (
    "state", "error", "sheet", "notes", "report", "digest", "creates", "updates", "sames", "faults", "loaded_at",
)  # fmt: skip
"""What a look at a file writes."""


class Changed(Refused):
    """The data moved on between preview and load."""

    sentence = "Dữ liệu đã đổi từ lúc xem trước, nên chưa nạp gì. Xem lại từng dòng bên dưới rồi nạp."

    def __init__(self, reading: Reading):
        super().__init__()
        self.reading = reading


def receive(kind: Kind, content: bytes, name: str, *, by, locality=None, sheet: str = "") -> Import:
    """Keep a file and look at what it would do, at once or by the worker. Raises SheetError for what is no register.

    `sheet`: the name of the sheet to read, where somebody chose one.
    """
    locality = locality or by.acting.locality
    check_may(kind, by)
    name = PurePath(name.replace("\\", "/")).name[-200:]
    examine(content, name)
    person = None if isinstance(by, System) else by
    kind = for_place(kind, Place(locality, person))
    found = None if len(content) > SLOW_TO_READ else read(content, name, kind.columns, sheet)
    entry = Import(kind=kind.code, locality=locality, created_by=person, file_name=name, asked_sheet=sheet[:40])
    entry.body = person.acting.body if person else None
    entry.file.save(f"{kind.code}.xlsx", ContentFile(content), save=False)
    entry.save()
    if found is None or len(found.lines) > DIRECT:
        enqueue(CHECK_JOB, by=by, params={"import": entry.pk}, locality=locality, title=f"Xem trước tệp {name}")
    else:
        check(entry, by=by, sheet=found)
    return entry


def check_may(kind: Kind, by) -> None:
    """Raise unless the person may bring in such records, in a place that still exists."""
    if isinstance(by, System):
        return
    if not by.can(kind.permission):
        raise Forbidden
    if by.acting.locality.is_ended:
        raise Forbidden("Địa phương này đã kết thúc nên chỉ xem được, không ghi thêm.")


def content_of(entry: Import) -> bytes:
    """The file as it was sent."""
    with entry.file.open() as opened:
        return opened.read()


def reading_of(entry: Import, *, by, sheet: Sheet | None = None) -> Reading:
    """The file, ready to be judged or loaded."""
    kind = kind_of(entry.kind)
    if kind is None:
        raise Refused(f"Chương trình không còn biết nạp loại “{entry.kind}”.")
    check_may(kind, by)
    place = Place(entry.locality, None if isinstance(by, System) else by)
    kind = for_place(kind, place)
    sheet = sheet or read(content_of(entry), entry.file_name, kind.columns, entry.asked_sheet)
    return Reading(kind, place, sheet, by)


def check(entry: Import, *, by, sheet: Sheet | None = None, progress=None, states=ImportState.OPEN) -> Import:
    """Look at what every row would do and keep it as the preview, unless the file left these states meanwhile."""
    while True:
        try:
            reading = reading_of(entry, by=by, sheet=sheet)
        except SheetError as error:
            entry.state, entry.error = ImportState.FAULTY, error.message[:1000]
            return _write(entry, states)
        except FileNotFoundError:
            entry.refresh_from_db()
            if entry.state in states:
                raise
            return entry  # discarded a moment ago
        reading.judge(progress)
        if _is_kept(entry, reading, states):
            return entry
        sheet = reading.sheet


@transaction.atomic
def _is_kept(entry: Import, reading: Reading, states) -> bool:
    """Keep the preview, unless something left the register since the rows were compared: they may tell of it. What
    leaves it while this goes on waits, and then blanks the report.
    """
    rows = Import.objects.select_for_update(no_key=True)  # ungated: the caller fetched it through the gate
    rows.filter(pk=entry.pk).values_list("pk").first()
    if reading.withdrawn != Withdrawn.marks(entry.kind, entry.locality):
        return False
    _keep(entry, reading)
    _write(entry, states)
    return True


def _write(entry: Import, states) -> Import:
    """Write the preview and nothing else of the file, where that is still in one of the states."""
    rows = Import.objects.filter(pk=entry.pk, state__in=states)  # ungated: the caller fetched it through the gate
    entry.loaded_at = None
    if rows.update(**{name: getattr(entry, name) for name in PREVIEW}) != 1:
        entry.refresh_from_db()
    return entry


def _keep(entry: Import, reading: Reading) -> None:
    """The preview as it stands now."""
    entry.sheet, entry.error = reading.sheet.name[:40], ""
    entry.notes = [*({"warning": words} for words in reading.sheet.warnings), *reading.sheet.notes]
    entry.report = reading.report()
    entry.digest = reading.digest()
    counts = reading.counts
    entry.creates, entry.updates = counts[Verdict.CREATE], counts[Verdict.UPDATE]
    entry.sames, entry.faults = counts[Verdict.SAME], counts[Verdict.FAULT]
    entry.state = ImportState.FAULTY if entry.faults else ImportState.READY


def begin_load(entry: Import, *, by) -> Job | None:
    """Load at once, or ask the worker to; two presses load once."""
    _check_own(entry, by)
    rows = Import.objects.filter(pk=entry.pk)  # ungated: the caller fetched it through the gate
    if rows.filter(state=ImportState.READY).update(state=ImportState.LOADING, loaded_at=timezone.now()) != 1:
        entry.refresh_from_db()
        raise AlreadyDone if entry.state in (ImportState.LOADING, ImportState.LOADED) else NotNow
    entry.state = ImportState.LOADING
    if len(entry.report) > DIRECT or _has_to_wait(entry):
        title = f"Nạp tệp {entry.file_name}"
        return enqueue(LOAD_JOB, by=by, params={"import": entry.pk}, locality=entry.locality, title=title)
    load(entry, by=by)
    return None


def _has_to_wait(entry: Import) -> bool:
    """Whether another file of the place is being loaded: the worker waits for that, no person does."""
    others = Import.objects.filter(locality=entry.locality_id, state=ImportState.LOADING)  # ungated: only asked whether
    return others.exclude(pk=entry.pk).exists()


def load(entry: Import, *, by, progress=None, waiting=None) -> Import:
    """Write all rows in one transaction, or none. What goes wrong leaves the file as it was before somebody asked.

    `waiting` is called again and again, outside of any transaction, while another file is loaded into the place.
    """
    try:
        _load_in_turn(entry, by, progress, waiting)
    except Changed as changed:
        check(entry, by=by, states=(ImportState.LOADING,))
        if entry.state == ImportState.READY and changed.reading.faulty:
            # rows that contradict each other stood in two turns of the preview: only now they met
            _is_kept(entry, changed.reading, (ImportState.READY,))
            raise Refused("Có dòng không ghi được cùng các dòng khác nên chưa nạp gì. Xem các ô bên dưới.") from changed
        raise
    except LeaseLost:
        raise  # the file belongs to whoever has the job now
    except Exception:
        _back(entry)
        raise
    return entry


def _back(entry: Import) -> None:
    """Nothing was loaded; it may be asked for again."""
    _loading(entry).update(state=ImportState.READY, loaded_at=None)


def _loading(entry: Import):
    rows = Import.objects.filter(pk=entry.pk)  # ungated: the caller fetched it through the gate
    return rows.filter(state=ImportState.LOADING)


def hold(locality, *, wait: bool = True) -> bool:
    """Let one file at a time be loaded into a place, in a transaction, before it is compared with the register: two
    that bring the same rows would both find them missing. Without `wait` False while another one is loaded.
    """
    rows = Locality.objects.select_for_update(no_key=True, skip_locked=not wait)  # ungated: of the place worked for
    return rows.filter(pk=locality.pk).values_list("pk").first() is not None


def _load_in_turn(entry: Import, by, progress, waiting) -> None:
    for _ in range(WAITS):
        with transaction.atomic():
            if hold(entry.locality, wait=waiting is None):
                return _load(entry, by, progress)
        waiting()
        sleep(PAUSE)
    raise NotNow("Một tệp khác của địa phương này nạp lâu quá nên chưa nạp gì; đợi tệp ấy xong rồi nạp lại.")


def _load(entry: Import, by, progress) -> None:
    reading = reading_of(entry, by=by)
    reading.load(progress)
    if reading.faulty or reading.digest() != entry.digest:
        raise Changed(reading)
    if _loading(entry).update(state=ImportState.LOADED, loaded_at=timezone.now()) != 1:
        raise AlreadyDone
    _remember(entry, reading)
    _write_down(entry, by)
    entry.refresh_from_db()


def note_load(kind: Kind, locality, name: str, reading: Reading, *, by) -> Import:
    """A load from the server's shell leaves the same trace as one from the screen; in the caller's transaction."""
    entry = Import(kind=kind.code, locality=locality, file_name=PurePath(name).name[-200:], loaded_at=timezone.now())
    _keep(entry, reading)
    entry.state = ImportState.LOADED
    entry.save()
    _remember(entry, reading)
    _write_down(entry, by)
    return entry


def _remember(entry: Import, reading: Reading) -> None:
    """What every row wrote, so that it can be taken back."""
    written = [row for row in reading.rows if row.verdict in (Verdict.CREATE, Verdict.UPDATE)]
    keys = [row.record.pk for row in written]
    stored = reading.kind.model._base_manager.filter(pk__in=keys)  # ungated: rows of this very load
    revisions = dict(stored.values_list("pk", "revision"))
    ImportedRow.objects.bulk_create(  # ungated: what was written just now
        ImportedRow(
            **Pointer.gate_of(row.record),
            source=entry,
            number=row.number,
            verdict=row.verdict,
            before=row.before if row.existing else reading.kind.brought(row.values),
            after=revisions[row.record.pk],
        )
        for row in written
    )


def _write_down(entry: Import, by) -> None:
    note = f"{entry.file_name}: ghi mới {entry.creates}, sửa {entry.updates}, đã đúng sẵn {entry.sames}"
    log.record(EventKind.IMPORTED, entry, by=by, data={"kind": entry.kind}, note=note)


def take_out(kind: Kind, place: Place, count: int, progress=None) -> tuple[str, bytes, str]:
    """The register as a file to correct; that somebody took it away is written down."""
    made = workbook.register_file(kind, place, count, progress)
    log.record(EventKind.EXPORTED, place.locality, by=place.user, note=f"Sổ {kind.label} (Excel)")
    return made


def discard(entry: Import, *, by) -> Import:
    """Nothing of the file will be loaded; the file itself is deleted."""
    _check_own(entry, by)
    rows = Import.objects.filter(pk=entry.pk)  # ungated: the caller fetched it through the gate
    if rows.filter(state__in=ImportState.OPEN).update(state=ImportState.DISCARDED, report=[]) != 1:
        raise NotNow("Tệp này đã nạp rồi; muốn bỏ thì hoàn tác.")
    entry.refresh_from_db()
    entry.file.delete()
    return entry


def _check_own(entry: Import, by) -> None:
    kind = kind_of(entry.kind)
    if kind is None:
        raise Refused(f"Chương trình không còn biết nạp loại “{entry.kind}”.")
    check_may(kind, by)


def release(entry: Import) -> None:
    """A load whose worker, or web process, died for good may be asked for again. While a file is being loaded
    `loaded_at` says since when.
    """
    if entry.state != ImportState.LOADING:
        return
    jobs = Job.objects.filter(kind=LOAD_JOB, params={"import": entry.pk})  # ungated: only asked whether one still works
    since = entry.loaded_at or entry.created_at
    if jobs.filter(state__in=JobState.OPEN).exists() or not jobs.exists() and timezone.now() - since < KILLED:
        return
    _back(entry)
    entry.refresh_from_db(fields=["state", "loaded_at"])
