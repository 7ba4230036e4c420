"""Long work of reviews, run by the worker."""

from coordination.documents.pdf import PdfError
from coordination.jobs import handlers
from coordination.records.errors import NotNow, Refused
from reports import documents, printing
from reports.actions import PDF_JOB
from reports.content import Content
from reports.models import Review


def review_pdf(job, progress):
    """Render the review of a job as PDF: file name, content, content type. The gate is asked again when it runs."""
    reviews = Review.objects.visible_to(job.actor)
    related = reviews.select_related("locality", "regulation", "lead_party", "conference")
    review = related.filter(pk=job.params["review"]).first()
    if review is None:
        raise NotNow("Báo cáo này không còn thuộc quyền xem của bạn.")
    try:
        data = documents.as_pdf(review, Content.of(review), progress)
    except PdfError as error:
        raise Refused(str(error)) from error
    return printing.file_name(review), data, "application/pdf"


handlers.register(PDF_JOB, review_pdf, "Dựng báo cáo PDF")
