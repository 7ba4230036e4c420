"""The official appendices of the petitions that a list, a batch or a session leads to."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.jobs.queue import enqueue
from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.records.errors import Refused
from coordination.ui import counting
from coordination.ui.counting import counted
from coordination.ui.policy import allow, requires
from voters import appendices
from voters.appendix_files import WRITTEN
from voters.filters.petitions import PetitionFilter
from voters.models import Petition

JOB = "voters.appendix"
DIRECT = 500
"""Petitions of a file that is made while the person waits."""
MOST = {"xlsx": 20_000, "docx": 5_000}
"""Petitions of a file at all; who needs more narrows the list."""
KINDS = {"xlsx": "Excel", "docx": "Word"}
TITLE = "Phụ lục kiến nghị"


@requires(Permission.PETITION_VIEW)
def appendix_page(request):
    """Which petitions it would hold, and the files to take; with `mau` and `dang` the file itself. One that takes long
    is asked for with POST: no address that somebody opens, or a browser fetches ahead, starts work.
    """
    found = _filtered(request)
    if not found.form.is_valid():
        return render(request, "voters/appendix.html", _context(request, found, 0), status=400)
    count = found.qs.order_by().count()
    asked = request.POST if request.method == "POST" else request.GET
    if "mau" not in asked:
        return render(request, "voters/appendix.html", _context(request, found, count))
    code, kind = asked["mau"], asked.get("dang", "")
    if code not in appendices.FORMS or kind not in WRITTEN:
        raise Http404
    query = _query(request)
    back = f"{reverse('voters:petition-appendix')}?{query}"
    if not count:
        messages.warning(request, "Không có kiến nghị nào để lập phụ lục.")
        return HttpResponseRedirect(back)
    if count > MOST[kind]:
        messages.warning(request, f"Có hơn {vi(MOST[kind])} kiến nghị; lọc bớt rồi lập từng phần.")
        return HttpResponseRedirect(back)
    if count > DIRECT:
        if request.method == "POST":
            return HttpResponseRedirect(_ask(request, code, kind, query, count).get_absolute_url())
        messages.warning(request, f"Có {vi(count)} kiến nghị nên máy chủ dựng tệp; bấm nút của tệp cần dựng.")
        return HttpResponseRedirect(back)
    name, content, media = _made(request, found, code, kind, count)
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _filtered(request) -> PetitionFilter:
    """The petitions of the own register that the reader may see, as far as the filters of the list leave them: those of
    a level above or below stand in its own appendix, with its own names, and would be counted twice here."""
    own = Petition.objects.visible_to(request.user).filter(locality=request.user.acting.locality_id)
    return PetitionFilter(request.GET, own, request=request)


def _left_out(request) -> int:
    """How many more the list shows under the same filters, up to one above the limit of lists: those of other
    registers."""
    others = Petition.objects.visible_to(request.user).exclude(locality=request.user.acting.locality_id)
    (number,) = counted([PetitionFilter(request.GET, others, request=request).qs])
    return number


def _query(request) -> str:
    """The filters without what names the file or the page."""
    asked = request.GET.copy()
    for key in ("mau", "dang", "page", "sort", "xuat"):
        asked.pop(key, None)
    return asked.urlencode()


def _context(request, found, count: int) -> dict:
    query = _query(request)
    files = [
        (form, [(KINDS[kind], kind, f"?{query}{'&' if query else ''}mau={form.code}&dang={kind}") for kind in WRITTEN])
        for form in appendices.FORMS.values()
    ]
    listed = reverse("voters:petition-list")
    left_out = _left_out(request) if found.form.is_valid() else 0
    return {
        "title": TITLE,
        "count": count,
        "left_out": left_out,
        "left_out_words": counting.words(left_out),
        "is_long": count > DIRECT,
        "here": f"?{query}",
        "pills": found.pills() if found.form.is_valid() else [],
        "files": files,
        "errors": found.form.errors,
        "list_url": f"{listed}?{query}" if query else listed,
        "crumbs": [("Kiến nghị cử tri", listed)],
    }


def _ask(request, code: str, kind: str, query: str, count: int):
    """Leave it to the worker."""
    locality = request.user.acting.locality
    title = f"{appendices.FORMS[code].title} ({KINDS[kind]})"
    params = {"form": code, "kind": kind, "query": query}
    job = enqueue(JOB, by=request.user, params=params, locality=locality, title=title)
    messages.info(request, f"Có {vi(count)} kiến nghị nên máy chủ dựng tệp; xong sẽ có trong hộp thông báo.")
    return job


def _made(request, found, code: str, kind: str, count: int) -> tuple[str, bytes, str]:
    """File name, content, type; that somebody took it away is written down."""
    form, user = appendices.FORMS[code], request.user
    write, media = WRITTEN[kind]
    today = timezone.localdate()
    pills = "; ".join(pill.words for pill in found.pills())
    scope = f"{f'{pills}. ' if pills else ''}Lập ngày {today:%d/%m/%Y}."
    locality = user.acting.locality
    appendix = appendices.made(form, appendices.fetched(found.qs, user), locality=locality, scope=scope, by=user)
    content = write(appendix)
    log.record(EventKind.EXPORTED, locality, by=user, note=f"{form.title}: {vi(count)} kiến nghị ({KINDS[kind]})")
    return f"{form.title} {today:%d-%m-%Y}.{kind}", content, media


def rebuilt(job, progress) -> tuple[str, bytes, str]:
    """The file that was asked for, of the petitions as whoever asked sees them now."""
    request = RequestFactory().get(f"{reverse('voters:petition-appendix')}?{job.params['query']}")
    request.user = job.actor
    allow(request.user, Permission.PETITION_VIEW)
    found = _filtered(request)
    if not found.form.is_valid():
        raise Refused("Bộ lọc này không còn dùng được; lập lại phụ lục từ danh sách.")
    count = found.qs.order_by().count()
    progress(0, count, f"Đang dựng {vi(count)} kiến nghị")
    return _made(request, found, job.params["form"], job.params["kind"], count)
