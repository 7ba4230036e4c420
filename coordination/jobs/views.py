"""One's own background work: the list, a page with progress, the file that came of it."""

from django.http import FileResponse, Http404
from django.shortcuts import render

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.jobs.choices import JobState
from coordination.jobs.filters import JobFilter
from coordination.jobs.handlers import handler_of
from coordination.jobs.models import Job
from coordination.jobs.tables import JobTable
from coordination.ui.crud import ListPage
from coordination.ui.policy import SIGNED_IN, record_or_404, requires


class JobList(ListPage):
    """Everything one has asked for."""

    model = Job
    permission = SIGNED_IN
    table_class = JobTable
    filterset_class = JobFilter
    title = "Việc nền của tôi"
    lead = "Việc làm lâu chạy ở máy chủ; cứ làm việc khác, xong sẽ có trong hộp thông báo."


@requires(SIGNED_IN)
def job_detail(request, pk):
    """The state, the progress, the file."""
    job = record_or_404(Job, pk, request.user, ("locality", "membership__body"))
    return render(request, "jobs/job_detail.html", {"job": job, "title": job.title})


@requires(SIGNED_IN)
def job_progress(request, pk):
    """The part of a page that tells how far a job is; asks again by itself while the job is open."""
    return render(request, "jobs/progress.html", {"job": record_or_404(Job, pk, request.user)})


@requires(SIGNED_IN)
def job_result(request, pk):
    """The file, for nobody but who asked for it."""
    job = record_or_404(Job, pk, request.user)
    if job.state != JobState.DONE or not job.result or not job.result.storage.exists(job.result.name):
        raise Http404
    log.record(EventKind.DOWNLOADED, job, by=request.user, note=job.result_name)
    handler = handler_of(job.kind)
    if handler and handler.taken:
        handler.taken(job, by=request.user)
    return FileResponse(job.result.open(), as_attachment=True, filename=job.result_name, content_type=job.result_type)
