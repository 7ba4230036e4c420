"""The PDF of official letters: long work of a room below this one, which only knows the hook `print_later`."""

from django.core.files.base import ContentFile

from coordination.documents import drafting
from coordination.documents.letters import print_later
from coordination.documents.models import LetterDraft
from coordination.documents.pdf import PdfError
from coordination.jobs import handlers
from coordination.jobs.queue import enqueue
from coordination.records.errors import NotNow, Refused

KIND = "documents.letter"


@print_later.fill
def queue(letter: LetterDraft, *, by, keep=False):
    """Ask for the PDF of a letter. The one that its issuing asks for is kept with its document; others are to read."""
    label = drafting.kind_of(letter).label
    params = {"letter": letter.pk} | ({"keep": True} if keep else {})
    return enqueue(KIND, by=by, params=params, locality=letter.locality, title=f"Dựng PDF: {label}")


def letter_pdf(job, progress):
    """File name, content, content type. The gate is asked again when it runs."""
    rows = LetterDraft.objects.visible_to(job.actor) if job.requested_by else LetterDraft.objects.all()
    letter = rows.select_related("locality", "issuer__parent", "document").filter(pk=job.params["letter"]).first()
    if letter is None:
        raise NotNow("Văn bản này không còn thuộc quyền xem của bạn.")
    try:
        content = drafting.as_pdf(letter, progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    name = drafting.file_name(letter, "pdf")
    if job.params.get("keep"):
        drafting.attach_pdf(letter, ContentFile(content, name=name), by=job.actor)
    return name, content, "application/pdf"


handlers.register(KIND, letter_pdf, "Dựng PDF của văn bản")
