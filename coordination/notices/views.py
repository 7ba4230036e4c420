"""The inbox: a list, opening one, having read all; and how one wants to be told outside it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from coordination.lib.numbers import vi
from coordination.notices import actions
from coordination.notices.channels import channels_for, preference_of
from coordination.notices.filters import NoticeFilter
from coordination.notices.forms import PreferenceForm
from coordination.notices.models import Notice, Preference
from coordination.notices.tables import NoticeTable
from coordination.ui.crud import FormPage, ListPage
from coordination.ui.policy import SIGNED_IN, record_or_404, requires
from coordination.ui.show import lowfirst


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


class Preferences(FormPage):
    """How one wants to be reminded, and a letter to try it with."""

    model = Preference
    permission = SIGNED_IN
    form_class = PreferenceForm
    template_name = "notices/preferences.html"
    title = "Cách nhận nhắc"
    submit = "Lưu cách nhận nhắc"
    done = "Đã lưu cách nhận nhắc."

    def get_form_kwargs(self):
        user = self.request.user
        return super().get_form_kwargs() | {"user": user, "instance": preference_of(user)}

    def run(self, form):
        return actions.save_preference(form.instance, by=self.request.user)

    def after(self, record) -> str:
        return reverse("notices:preferences")

    def back(self) -> str:
        return reverse("notices:inbox")

    def get_context_data(self, **kwargs):
        crumbs = [("Thông báo", reverse("notices:inbox"))]
        ways = [channel.label for channel in channels_for(self.request.user)]
        return super().get_context_data(**kwargs) | {"crumbs": crumbs, "ways": ways}


@requires(SIGNED_IN)
@require_POST
def send_test(request):
    """A letter to oneself on every channel in use."""
    sent = actions.send_test(by=request.user)
    if sent:
        ways = " và ".join(lowfirst(letter.get_channel_display()) for letter in sent)
        messages.success(request, f"Đã xếp thư thử qua {ways}. Thường vài phút là tới.")
    else:
        messages.warning(request, "Chưa có kênh nào để gửi: chọn một kênh, hoặc nhờ quản trị ghi địa chỉ thư điện tử.")
    return redirect("notices:preferences")
