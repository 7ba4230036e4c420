"""Long work of sessions, run by the worker: the dossier of a whole session as ZIP or as one PDF."""

from coordination.documents.pdf import PdfError
from coordination.jobs import handlers
from coordination.jobs.models import Job
from coordination.records.errors import NotNow, Refused
from sessions import dossier, dossier_pdf, progress_pdf
from sessions.actions import DOSSIERS, note_dossier
from sessions.handover import pdf as handover_pdf
from sessions.models import CouncilSession, Handover, Resolution, Sitting


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


def handover_minutes(job, progress):
    """The minutes of a handover, with the rows that whoever asked may see."""
    record = Handover.objects.visible_to(job.actor).select_related("from_term__locality", "to_term", "document")
    record = record.filter(pk=job.params["handover"]).first()
    if record is None:
        raise NotNow("Bàn giao này không còn thuộc quyền xem của bạn.")
    try:
        content = handover_pdf.as_pdf(record, job.actor, progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    return "bien-ban-ban-giao-nhiem-ky.pdf", content, "application/pdf"


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
handlers.register(handover_pdf.KIND, handover_minutes, "Dựng biên bản bàn giao nhiệm kỳ")
handlers.register(DOSSIERS["zip"], dossier_zip, "Gói hồ sơ kỳ họp", _taken)
handlers.register(DOSSIERS["pdf"], dossier_merged, "Ghép hồ sơ kỳ họp thành PDF", _taken)
