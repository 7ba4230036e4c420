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
def queue(letter: LetterDraft, *, by):
    """Ask for the PDF of a letter."""
    label = drafting.kind_of(letter).label
    return enqueue(KIND, by=by, params={"letter": letter.pk}, locality=letter.locality, title=f"Dựng PDF: {label}")


def letter_pdf(job, progress):
    """File name, content, content type. The gate is asked again when it runs; an issued letter gets its paper."""
    rows = LetterDraft.objects.visible_to(job.actor) if job.requested_by else LetterDraft.objects.all()
    letter = rows.select_related("locality", "issuer__parent", "document").filter(pk=job.params["letter"]).first()
    if letter is None:
        raise NotNow("Văn bản này không còn thuộc quyền xem của bạn.")
    try:
        content = drafting.as_pdf(letter, progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    name = drafting.file_name(letter, "pdf")
    drafting.attach_pdf(letter, ContentFile(content, name=name), by=job.actor)
    return name, content, "application/pdf"


handlers.register(KIND, letter_pdf, "Dựng PDF của văn bản")
