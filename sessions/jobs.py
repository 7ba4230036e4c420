"""Long work of sessions, run by the worker: the dossier of a whole session, papers, the list of a handover."""

from coordination.documents import docx
from coordination.documents.pdf import PdfError
from coordination.jobs import handlers
from coordination.jobs.models import Job
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow, Refused
from sessions import dossier, dossier_pdf, handover_paper, progress_pdf
from sessions.actions import DOSSIERS, fill_handover, note_dossier
from sessions.models import CouncilSession, Handover, Resolution, Sitting
from sessions.queries.handover import LIST_JOB


def dossier_zip(job, progress):
    """All documents in folders: file name, content, content type."""
    gathered = _gathered(job)
    content = dossier.as_zip(gathered, progress)
    _remember(job, gathered)
    return f"{gathered.name}.zip", content, "application/zip"


def dossier_merged(job, progress):
    """All documents in one PDF."""
    gathered = _gathered(job)
    try:
        content = dossier_pdf.as_pdf(gathered, progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    _remember(job, gathered)
    return f"{gathered.name}.pdf", content, "application/pdf"


def progress_paper(job, progress):
    """How a resolution, or those of a year, are carried out."""
    tasks = progress_pdf.tasks_of(job.params, job.actor)
    about = f"nghị quyết năm {job.params['year']}" if "year" in job.params else ""
    if not about:
        record = Resolution.objects.visible_to(job.actor).filter(pk=job.params["resolution"]).first()
        if record is None:
            raise NotNow("Nghị quyết này không còn thuộc quyền xem của bạn.")
        about = record.public_title
    try:
        content = progress_pdf.as_pdf(tasks, about, job.locality, progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    return "tinh-hinh-thuc-hien-nghi-quyet.pdf", content, "application/pdf"


def handover_list(job, progress):
    """The list of a handover that is too long for a page to wait for; no file comes of it."""
    record, by = _handover(job), job.actor
    if not by.can(Permission.SESSION_EDIT, record):
        raise Forbidden
    fill_handover(record, by=by, since=job.created_at, progress=progress)


def handover_minutes(job, progress):
    """The minutes of a handover as a PDF, with the rows that whoever asked may see."""
    try:
        content = handover_paper.as_pdf(_handover(job), job.actor, progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    return f"{handover_paper.NAME}.pdf", content, "application/pdf"


def handover_minutes_docx(job, progress):
    """The same minutes as a Word file, to be edited."""
    return f"{handover_paper.NAME}.docx", handover_paper.as_docx(_handover(job), job.actor, progress), docx.MEDIA_TYPE


def _handover(job) -> Handover:
    """The one that is meant, as long as whoever asked may see it."""
    rows = Handover.objects.visible_to(job.actor).select_related("from_term__locality", "to_term", "document")
    record = rows.filter(pk=job.params["handover"]).first()
    if record is None:
        raise NotNow("Bàn giao này không còn thuộc quyền xem của bạn.")
    return record


def _gathered(job) -> dossier.Dossier:
    """What whoever asked may see now; the gate is asked again when the work is done."""
    user = job.actor
    model, key = (CouncilSession, "session") if "session" in job.params else (Sitting, "sitting")
    gathering = model.objects.visible_to(user).select_related("locality").filter(pk=job.params[key]).first()
    if gathering is None:
        raise NotNow("Kỳ họp này không còn thuộc quyền xem của bạn.")
    return dossier.gather(gathering, user)


def _remember(job, gathered) -> None:
    """Which documents lie in the file, for the receipts of whoever takes it out."""
    Job.objects.filter(pk=job.pk).update(params=job.params | {"documents": sorted(gathered.inside)})


def _taken(job, *, by) -> None:
    note_dossier(job.params.get("documents", ()), by=by)


handlers.register(progress_pdf.KIND, progress_paper, "Dựng báo cáo thực hiện nghị quyết")
handlers.register(LIST_JOB, handover_list, "Lập danh sách bàn giao nhiệm kỳ")
handlers.register(handover_paper.JOBS["pdf"], handover_minutes, "Dựng biên bản bàn giao nhiệm kỳ")
handlers.register(handover_paper.JOBS["docx"], handover_minutes_docx, "Dựng biên bản bàn giao nhiệm kỳ (Word)")
handlers.register(DOSSIERS["zip"], dossier_zip, "Gói hồ sơ kỳ họp", _taken)
handlers.register(DOSSIERS["pdf"], dossier_merged, "Ghép hồ sơ kỳ họp thành PDF", _taken)
