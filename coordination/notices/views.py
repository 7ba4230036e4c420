"""The inbox: a list, opening one, having read all."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from coordination.lib.numbers import vi
from coordination.notices import actions
from coordination.notices.filters import NoticeFilter
from coordination.notices.models import Notice
from coordination.notices.tables import NoticeTable
from coordination.ui.crud import ListPage
from coordination.ui.policy import SIGNED_IN, record_or_404, requires


class Inbox(ListPage):
    """One's own notices."""

    model = Notice
    permission = SIGNED_IN
    table_class = NoticeTable
    filterset_class = NoticeFilter
    template_name = "notices/inbox.html"
    title = "Thông báo"
    presets = (("Chưa đọc", "chua_doc=true"),)


@requires(SIGNED_IN)
def open_notice(request, pk):
    """Mark one's own notice as read and go where it leads; to the inbox when it leads nowhere."""
    notice = record_or_404(Notice, pk, request.user)
    actions.mark_read(Notice.objects.visible_to(request.user).filter(pk=notice.pk))
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:inbox")


@requires(SIGNED_IN)
@require_POST
def read_all(request):
    """Mark everything in one's own inbox as read."""
    count = actions.mark_read(Notice.objects.visible_to(request.user))
    messages.success(request, f"Đã đánh dấu {vi(count)} thông báo là đã đọc." if count else "Không còn thông báo mới.")
    return redirect(reverse("notices:inbox"))
