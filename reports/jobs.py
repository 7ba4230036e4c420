"""Long work of reviews, run by the worker."""

from coordination.jobs import handlers
from reports import documents, printing
from reports.actions import PDF_JOB
from reports.content import Content
from reports.models import Review


def review_pdf(job, progress):
    """Render the review of a job as PDF: file name, content, content type."""
    reviews = Review.objects.select_related("locality", "regulation", "lead_party", "conference")
    review = reviews.get(pk=job.params["review"])
    data = documents.as_pdf(review, Content.of(review), progress)
    return printing.file_name(review), data, "application/pdf"


handlers.register(PDF_JOB, review_pdf, "Dựng báo cáo PDF")
