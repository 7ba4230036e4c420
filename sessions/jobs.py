"""Long work of sessions, run by the worker: the dossier of a whole session as ZIP or as one PDF."""

from coordination.documents.pdf import PdfError
from coordination.jobs import handlers
from coordination.records.errors import NotNow, Refused
from sessions import dossier, dossier_pdf
from sessions.actions import DOSSIERS
from sessions.models import CouncilSession, Sitting


def dossier_zip(job, progress):
    """All documents in folders: file name, content, content type."""
    gathered = _gathered(job)
    return f"{gathered.name}.zip", dossier.as_zip(gathered, progress), "application/zip"


def dossier_merged(job, progress):
    """All documents in one PDF."""
    gathered = _gathered(job)
    try:
        return f"{gathered.name}.pdf", dossier_pdf.as_pdf(gathered, progress), "application/pdf"
    except PdfError as error:
        raise Refused(str(error)) from error


def _gathered(job) -> dossier.Dossier:
    """What whoever asked may see now; the gate is asked again when the work is done."""
    user = job.actor
    model, key = (CouncilSession, "session") if "session" in job.params else (Sitting, "sitting")
    gathering = model.objects.visible_to(user).select_related("locality").filter(pk=job.params[key]).first()
    if gathering is None:
        raise NotNow("Kỳ họp này không còn thuộc quyền xem của bạn.")
    return dossier.gather(gathering, user)


handlers.register(DOSSIERS["zip"], dossier_zip, "Gói hồ sơ kỳ họp")
handlers.register(DOSSIERS["pdf"], dossier_merged, "Ghép hồ sơ kỳ họp thành PDF")
