"""Pages of contact plans: the plan with its points, several points at once, a sheet to print."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from coordination.documents.panels import attachments_panel, letters_panel
from coordination.lib.dates import screen
from coordination.lib.numbers import ratio, share, vi
from coordination.people.models import Locality
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage, RecordPage, table_panel
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.registry import Button
from coordination.ui.show import capfirst
from coordination.workflow import buttons
from voters import actions, queries
from voters.choices import MeetingStatus, PlanStatus
from voters.filters.plans import ContactPlanFilter
from voters.forms.plans import (
    LINE_FIELDS,
    MOST_LINES,
    CommonForm,
    IssuePlanForm,
    PlanForm,
    PlanNoteForm,
    PointLineSet,
    SourceForm,
)
from voters.models import ContactMeeting, ContactPlan
from voters.tables.plans import ContactPlanTable, PointTable
from voters.views.common import RoomList, named

VIEW, EDIT = Permission.CONTACT_VIEW, Permission.CONTACT_EDIT
TITLE = "Kế hoạch tiếp xúc cử tri"
LINES = 6
"""Empty lines offered at first, and how many more each time."""
ADD = "them-dong"
MEETINGS = "Tiếp xúc cử tri"


def way_here() -> list[tuple[str, str]]:
    """To the list of plans, through the list of meetings."""
    return [(MEETINGS, reverse("voters:contactmeeting-list")), (TITLE, reverse("voters:contactplan-list"))]


class ContactPlanList(RoomList):
    model = ContactPlan
    permission = VIEW
    create_permission = EDIT
    create_label = "Lập kế hoạch"
    table_class = ContactPlanTable
    filterset_class = ContactPlanFilter
    title = TITLE
    presets = (("Đang soạn", "status=draft"), ("Đã ban hành", "status=issued"))

    def get_queryset(self):
        return queries.with_progress(super().get_queryset())


class ContactPlanDetail(DetailPage):
    model = ContactPlan
    permission = VIEW
    edit_permission = EDIT
    list_title = TITLE

    def crumbs(self, record):
        return way_here()

    def facts(self, record):
        user = self.request.user
        return [
            ("Đợt, hình thức", capfirst(record.get_kind_display())),
            ("Gắn với", named(record.session, user)),
            ("Thời gian", f"{screen(record.starts_on)} – {screen(record.ends_on)}"),
            ("Chủ trì", record.led_by),
            ("Cùng xây dựng", list(record.prepared_by.visible_to(user))),
            ("Số, ký hiệu", record.number),
            ("Ngày ban hành", record.issued_on),
            ("Văn bản", record.document),
            ("Điểm đã tổ chức", self.progress(record)),
            ("Ghi chú", record.note),
        ]

    def progress(self, record) -> str:
        """How many points were held, and how many were called off."""
        rows = self.points(record).order_by()
        total, held = rows.count(), rows.filter(status=MeetingStatus.HELD).count()
        if not total:
            return ""
        off = rows.filter(status=MeetingStatus.CANCELLED).count()
        words = f"{ratio(held, total)} điểm ({share(held, total)})"
        return f"{words}, {vi(off)} điểm không tổ chức" if off else words

    def points(self, record):
        """Its points, as far as the user may see them."""
        return queries.points(ContactMeeting.objects.visible_to(self.request.user), record)

    def sections(self, record):
        user = self.request.user
        more = f"{self.url_of(ContactMeeting, 'list')}?plan={record.pk}"
        panel = table_panel(
            "Điểm tiếp xúc",
            PointTable(self.points(record)),
            add=("Thêm điểm", add_url(record)) if may_add(record, user) else None,
            empty="Chưa có điểm nào.",
            limit=100,
            more=more,
        )
        return [panel, letters_panel(record, user), attachments_panel(record, user)]


def add_url(plan) -> str:
    """Where points are added."""
    return reverse("voters:contactplan-points", args=[plan.pk])


def may_add(plan, user) -> bool:
    """Whether this user may put points under the plan now."""
    return user.can(EDIT, plan) and plan.status != PlanStatus.CLOSED


def plan_buttons(plan, user) -> list[Button]:
    """Points several at once, the sheet to print, the points as a workbook."""
    found = [Button("Thêm nhiều điểm", add_url(plan), icon="plus")] if may_add(plan, user) else []
    listed = reverse("voters:contactmeeting-list")
    return [
        *found,
        Button("Bản in", reverse("voters:contactplan-print", args=[plan.pk]), icon="file"),
        Button("Xuất Excel các điểm", f"{listed}?plan={plan.pk}&xuat=xlsx", icon="file"),
    ]


buttons.add(ContactPlan, plan_buttons)


class ContactPlanCreate(CreatePage):
    model = ContactPlan
    permission = EDIT
    form_class = PlanForm
    action = actions.draw_up_plan
    title = "Lập kế hoạch tiếp xúc cử tri"
    list_title = TITLE


class ContactPlanEdit(EditPage):
    model = ContactPlan
    permission = EDIT
    form_class = PlanForm
    action = actions.edit_plan
    list_title = TITLE


class ContactPlanMove(MovePage):
    model = ContactPlan
    list_title = TITLE
    moves = {
        "issue": (IssuePlanForm, actions.issue_plan),
        "close": (PlanNoteForm, actions.close_plan),
        "resume": (PlanNoteForm, actions.resume_plan),
    }

    def sentence(self, record, name) -> str:
        return "Đại biểu và các địa bàn có điểm tiếp xúc thấy kế hoạch từ lúc này." if name == "issue" else ""


class PointsCreate(RecordPage, TemplateView):
    """Several points at once, a line each, all or none; `?tu=<plan>` begins with the points of an earlier plan."""

    model = ContactPlan
    permission = EDIT
    template_name = "voters/contactplan_points.html"
    title = "Thêm điểm tiếp xúc"

    @cached_property
    def record(self):
        return record_or_404(ContactPlan, self.kwargs["pk"], self.request.user, ("locality",))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if self.record.status == PlanStatus.CLOSED:
            messages.warning(request, "Kế hoạch đã kết thúc; mở lại rồi thêm điểm.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        common = CommonForm(request.POST, user=request.user)
        if ADD in request.POST:
            return self.render_to_response(self.get_context_data(common=common, lines=self.more_lines()))
        lines = self.lines(request.POST)
        if not (common.is_valid() and lines.is_valid()):
            return self.render_to_response(self.get_context_data(common=common, lines=lines), status=422)
        points = [self.point(line, common.cleaned_data) for line in lines.filled()]
        try:
            actions.add_points(self.record, points, by=request.user)
        except ValidationError as error:
            common.add_error(None, error.messages)
            return self.render_to_response(self.get_context_data(common=common, lines=lines), status=422)
        except Forbidden as refusal:
            raise PermissionDenied(refusal.message) from refusal
        messages.success(request, f"Đã thêm {vi(len(points))} điểm tiếp xúc.")
        return HttpResponseRedirect(self.record.get_absolute_url())

    @staticmethod
    def point(line: dict, common: dict) -> tuple[ContactMeeting, dict]:
        """A point and its rows: what the line says, then what all lines share, then what it is copied from."""
        source = line["source"]
        meeting, related = actions.copy_of(source, line["held_on"]) if source else (ContactMeeting(), {})
        for name in ("held_on", "starts_at", "place", "place_detail"):
            setattr(meeting, name, line[name])
        meeting.delegate_levels = common["levels"] or meeting.delegate_levels
        chosen = common["chaired_by"]
        if chosen or not meeting.chaired_by:
            meeting.chaired_by = queries.chair_at(line["place"], chosen)
        if common["invited"]:
            related = related | {"invited": list(common["invited"])}
        return meeting, related

    def more_lines(self):
        """What was typed, unchecked, with more empty lines."""
        data = self.request.POST
        number = data.get("form-TOTAL_FORMS", "")
        now = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        typed = [
            {name: data.get(f"form-{line}-{name}", "") for name in LINE_FIELDS}
            for line in range(min(now + LINES, MOST_LINES))
        ]
        return self.drawn(typed)

    def drawn(self, typed: list[dict]):
        """Lines that hold something, unchecked."""
        return PointLineSet(initial=typed, form_kwargs=self.form_kwargs())

    def lines(self, data=None):
        """The form set, empty or as it was sent."""
        asked: Any = {"form-TOTAL_FORMS": str(LINES), "form-INITIAL_FORMS": "0"} if data is None else data
        return PointLineSet(asked, form_kwargs=self.form_kwargs())

    @cached_property
    def places(self):
        """The own place and what belongs to it; a commune also names its parts by words."""
        user = self.request.user
        return Locality.objects.visible_to(user).in_force(timezone.localdate()).by_name()

    def form_kwargs(self) -> dict:
        return {"user": self.request.user, "plan": self.record, "places": self.places, "empty_permitted": True}

    def copied(self, source: ContactPlan) -> list[dict]:
        """The points of an earlier plan as lines; each lies as many days after the begin as it did then."""
        shift = self.record.starts_on - source.starts_on
        rows = queries.points(ContactMeeting.objects.visible_to(self.request.user), source)
        return [
            {
                "held_on": screen(row.held_on + shift) if row.held_on else "",
                "starts_at": f"{row.starts_at:%H:%M}" if row.starts_at else "",
                "place": str(row.place_id or ""),
                "place_detail": row.place_detail,
                "source": str(row.pk),
            }
            for row in rows[:MOST_LINES]
        ]

    def get_context_data(self, lines=None, common=None, **kwargs):
        user, record = self.request.user, self.record
        asked = SourceForm(self.request.GET or None, user=user, plan=record)
        source = asked.cleaned_data["tu"] if asked.is_bound and asked.is_valid() else None
        if lines is None:
            lines = self.drawn(self.copied(source)) if source else self.lines()
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "record": record,
            "lines": lines,
            "common": common or CommonForm(user=user),
            "source": asked,
            "copied": source,
            "has_sources": asked.fields["tu"].queryset.exists(),
            "is_checked": self.request.method == "POST" and ADD not in self.request.POST,
            "crumbs": [*way_here(), (record.public_title, record.get_absolute_url())],
            "add": ADD,
        }


@require_safe
@requires(VIEW)
def printed(request, pk):
    """The plan as a sheet to print: its points in the order of the days."""
    plan = record_or_404(ContactPlan, pk, request.user, ("locality", "session", "led_by"))
    rows = queries.points(ContactMeeting.objects.visible_to(request.user), plan)
    points = rows.prefetch_related("invited", "delegates")
    context = {
        "record": plan,
        "title": plan.public_title,
        "points": points,
        "crumbs": [*way_here(), (plan.public_title, plan.get_absolute_url())],
    }
    return render(request, "voters/contactplan_print.html", context)
