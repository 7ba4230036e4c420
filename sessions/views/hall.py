"""Pages of what happens in the hall: who was there, and what the time was spent on."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property

from coordination.lib.numbers import vi
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, FormPage
from coordination.ui.policy import allow, record_or_404
from sessions import actions, queries
from sessions.forms.guests import GuestsForm
from sessions.forms.hall import ActivityTimeForm, AttendanceForm, MinutesForm, RollForm
from sessions.models import ActivityTime, Attendance, CouncilSession
from sessions.views.common import under

HALL, QUESTIONING = "?phan=diem-danh", "?phan=chat-van"


class GatheringForm(FormPage):
    """A sheet about one session or sitting: `as_view(model=…)` says which kind."""

    model = CouncilSession
    permission = Permission.SESSION_EDIT
    part = HALL

    @cached_property
    def record(self):
        """The session or sitting, or 404."""
        return record_or_404(self.model, self.kwargs["pk"], self.request.user, ("locality",))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if self.record.locality_id != request.user.acting.locality_id or self.record.locality.is_ended:
            raise PermissionDenied("Hồ sơ này thuộc địa phương khác hoặc đã kết thúc nên chỉ xem được.")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "gathering": self.record}

    def back(self) -> str:
        return self.record.get_absolute_url() + self.part

    def after(self, record) -> str:
        return self.back()

    def get_context_data(self, **kwargs):
        crumbs = [*under(self, self.record)]
        return super().get_context_data(**kwargs) | {"crumbs": crumbs, "cancel": self.back(), "gathering": self.record}


class RollPage(GatheringForm):
    """Điểm danh: everybody on one sheet, saved all or nothing."""

    template_name = "council_sessions/roll.html"
    form_class = RollForm
    title = "Điểm danh"
    submit = "Lưu điểm danh"
    done = "Đã lưu điểm danh."

    def run(self, form):
        actions.call_roll(self.record, form.roll(), by=self.request.user)
        return self.record

    def conflict(self, form, conflict):
        form.take_stored()
        return super().conflict(form, conflict)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"turnout": queries.turnout_of(self.record)}


class GuestsPage(GatheringForm):
    """Khách mời: a whole list pasted, shown line by line, then written down all or nothing."""

    template_name = "council_sessions/guests.html"
    form_class = GuestsForm
    title = "Thêm khách mời từ danh sách"
    submit = "Xem trước"

    def form_valid(self, form):
        if form.was_shown:
            return super().form_valid(form)
        form.show()
        return self.render_to_response(self.get_context_data(form=form, submit=f"Ghi {vi(len(form.guests))} khách mời"))

    def run(self, form):
        actions.add_guests(self.record, form.guests, presence=form.cleaned_data["presence"], by=self.request.user)
        self.done = f"Đã ghi {vi(len(form.guests))} khách mời."
        if form.repeated:
            self.done += f" Bỏ qua {vi(len(form.repeated))} dòng trùng."
        return self.record


class MinutesPage(GatheringForm):
    """What a day of the session was spent on."""

    template_name = "ui/form.html"
    form_class = MinutesForm
    title = "Thời gian trong ngày họp"
    submit = "Lưu thời gian"
    done = "Đã lưu thời gian."

    def run(self, form):
        data = form.cleaned_data
        actions.note_minutes(
            self.record,
            data["on"],
            form.minutes(),
            by=self.request.user,
            note=data["note"],
            revisions=form.revisions(),
        )
        return self.record

    def conflict(self, form, conflict):
        form.take_stored()
        return super().conflict(form, conflict)


class AttendanceDetail(DetailPage):
    model = Attendance
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)


class AttendanceCreate(CreatePage):
    model = Attendance
    permission = Permission.SESSION_EDIT
    form_class = AttendanceForm
    action = actions.create
    title = "Ghi điểm danh"


class AttendanceEdit(EditPage):
    model = Attendance
    permission = Permission.SESSION_EDIT
    form_class = AttendanceForm
    action = actions.edit


class ActivityTimeDetail(DetailPage):
    model = ActivityTime
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT

    def crumbs(self, record):
        return under(self, record.gathering)


class ActivityTimeCreate(CreatePage):
    model = ActivityTime
    permission = Permission.SESSION_EDIT
    form_class = ActivityTimeForm
    action = actions.create


class ActivityTimeEdit(EditPage):
    model = ActivityTime
    permission = Permission.SESSION_EDIT
    form_class = ActivityTimeForm
    action = actions.edit
