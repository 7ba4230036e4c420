"""Pages of the tasks that resolutions give: list, one task, several at once, progress, how they are carried out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from coordination.documents.panels import attachments_panel
from coordination.jobs.queue import enqueue
from coordination.lib.keys import key_of
from coordination.lib.text import sort_key
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.crud import CreatePage, DetailPage, EditPage, RecordPage, table_panel
from coordination.ui.policy import allow, record_or_404, requires
from coordination.ui.registry import Button
from sessions import actions, progress_pdf, queries
from sessions.choices import TaskCondition, TaskStatus
from sessions.filters.resolutions import ResolutionTaskFilter
from sessions.forms.common import NoteForm
from sessions.forms.tasks import (
    MOST_LINES,
    FinishTaskForm,
    ResolutionTaskForm,
    TaskLineSet,
    TaskReportForm,
)
from sessions.models import Resolution, ResolutionTask, TaskReport
from sessions.rules import does_task
from sessions.tables.resolutions import ResolutionTaskTable, TaskReportTable
from sessions.views.common import RoomList, RoomMove, under

EDIT = Permission.RESOLUTION_EDIT
REPORT = Permission.OBLIGATION_CLOSE
LINES = 5
"""Empty lines offered at once."""
ADD = "them"
"""The button that asks for more lines."""


class ResolutionTaskList(RoomList):
    model = ResolutionTask
    permission = Permission.RESOLUTION_VIEW
    table_class = ResolutionTaskTable
    filterset_class = ResolutionTaskFilter
    title = "Nhiệm vụ theo nghị quyết"

    def acts(self):
        return [*super().acts(), Button("Tình hình thực hiện", self.url_of(Resolution, "progress"))]


class ResolutionTaskDetail(DetailPage):
    model = ResolutionTask
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.resolution)

    def sections(self, record):
        user = self.request.user
        reports = TaskReport.objects.visible_to(user).filter(task=record).order_by("-reported_on", "-pk")
        may = record.status == TaskStatus.OPEN and user.can(REPORT, record) and does_task(record, user.acting)
        add = ("Báo cáo tiến độ", self.url_of(TaskReport, "create", task=record.pk)) if may else None
        return [
            table_panel("Tiến độ", TaskReportTable(reports), add=add, empty="Chưa có báo cáo tiến độ nào."),
            attachments_panel(record, user),
        ]


class ResolutionTaskCreate(CreatePage):
    model = ResolutionTask
    permission = EDIT
    form_class = ResolutionTaskForm
    action = actions.create_task
    title = "Giao nhiệm vụ"


class ResolutionTaskEdit(EditPage):
    model = ResolutionTask
    permission = EDIT
    form_class = ResolutionTaskForm
    action = actions.edit_task


class ResolutionTaskMove(RoomMove):
    model = ResolutionTask
    moves = {"finish": (FinishTaskForm, actions.finish_task), "reopen": (NoteForm, actions.reopen_task)}


class ResolutionTasksCreate(RecordPage, TemplateView):
    """Several tasks of one resolution at once, a line each; all are given or none."""

    model = Resolution
    permission = EDIT
    template_name = "council_sessions/resolution_tasks.html"
    title = "Giao nhiều nhiệm vụ"

    @cached_property
    def record(self):
        return record_or_404(Resolution, self.kwargs["pk"], self.request.user, ("locality",))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if ADD in request.POST:
            return self.render_to_response(self.get_context_data(lines=self.more_lines()))
        lines = self.lines(request.POST)
        if not lines.is_valid():
            return self.render_to_response(self.get_context_data(lines=lines), status=422)
        record = self.record
        tasks = [
            ResolutionTask(
                resolution=record,
                locality=record.locality,
                **{name: line[name] for name in ("title", "owner", "due_on")},
            )
            for line in lines.filled()
        ]
        actions.create_tasks(tasks, by=request.user)
        messages.success(request, f"Đã giao {len(tasks)} nhiệm vụ.")
        return HttpResponseRedirect(record.get_absolute_url())

    def more_lines(self):
        """What was typed, unchecked, with more empty lines."""
        data = self.request.POST
        number = data.get("form-TOTAL_FORMS", "")
        now = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        typed = [
            {name: data.get(f"form-{line}-{name}", "") for name in ("title", "owner", "due_on")}
            for line in range(min(now + LINES, MOST_LINES))
        ]
        return TaskLineSet(initial=typed, form_kwargs=self.form_kwargs())

    def lines(self, data=None):
        """The form set, empty or as it was sent."""
        asked: Any = {"form-TOTAL_FORMS": str(LINES), "form-INITIAL_FORMS": "0"} if data is None else data
        return TaskLineSet(asked, form_kwargs=self.form_kwargs())

    def form_kwargs(self) -> dict:
        """Bodies of the place in force are the choices; a line may stay empty."""
        user = self.request.user
        bodies = Body.objects.visible_to(user).filter(locality=self.record.locality_id, valid_to=None).by_name()
        return {"user": user, "bodies": bodies, "empty_permitted": True}

    def get_context_data(self, lines=None, **kwargs):
        record = self.record
        is_first = lines is None
        crumbs = [*under(self, record)]
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "record": record,
            "lines": self.lines() if is_first else lines,
            "is_checked": self.request.method == "POST" and ADD not in self.request.POST,
            "crumbs": crumbs,
            "add": ADD,
        }


class TaskReportDetail(DetailPage):
    model = TaskReport
    permission = Permission.RESOLUTION_VIEW
    edit_permission = REPORT

    def crumbs(self, record):
        return under(self, record.task.resolution, record.task)

    def edit_url(self, record):
        return super().edit_url(record) if does_task(record.task, self.request.user.acting) else ""

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class TaskReportCreate(CreatePage):
    """By the body that does the task; its place is the task's, also when a commune reports to the province."""

    model = TaskReport
    permission = REPORT
    form_class = TaskReportForm
    action = actions.create_report
    title = "Báo cáo tiến độ"

    def blank(self):
        report = super().blank()
        if asked := key_of(self.request.POST.get("task") or self.request.GET.get("task")):
            tasks = ResolutionTask.objects.visible_to(self.request.user).select_related("locality")
            if task := tasks.filter(pk=asked).first():
                report.locality = task.locality
        return report

    def after(self, record):
        return record.task.get_absolute_url()


class TaskReportEdit(EditPage):
    model = TaskReport
    permission = REPORT
    form_class = TaskReportForm
    action = actions.edit_report
    select_related = ("task__owner",)

    def dispatch(self, request, *args, **kwargs):
        if request.user.can(self.permission, self.record) and not does_task(self.record.task, request.user.acting):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)


@require_POST
@requires(Permission.RESOLUTION_VIEW)
def progress_as_pdf(request, pk: int | None = None):
    """Queue the PDF of one resolution's page, or of a year's, and show how far it is."""
    user, year = request.user, request.POST.get("nam", "")
    if pk is not None:
        record = record_or_404(Resolution, pk, user)
        params, title = {"resolution": record.pk}, f"Tình hình thực hiện: {record.public_title}"
    elif year.isascii() and year.isdigit() and len(year) == 4:  # noqa: PLR2004
        params, title = {"year": int(year)}, f"Tình hình thực hiện nghị quyết năm {year}"
    else:
        raise Http404
    job = enqueue(progress_pdf.KIND, by=user, params=params, locality=user.acting.locality, title=title)
    return redirect(job.get_absolute_url())


class Progress(RecordPage, TemplateView):
    """How the tasks of a year's resolutions are carried out, body by body; each number opens its list."""

    model = Resolution
    permission = Permission.RESOLUTION_VIEW
    template_name = "council_sessions/resolution_progress.html"

    def get(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        if self.year is None:
            messages.warning(request, "Năm viết bằng bốn chữ số, ví dụ 2026.")
            return redirect(request.path)
        return super().get(request, *args, **kwargs)

    @cached_property
    def year(self) -> int | None:
        """The year asked for, this year without one, nothing for what is no year."""
        asked = self.request.GET.get("nam", "").strip()
        if not asked:
            return timezone.localdate().year
        return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None  # noqa: PLR2004

    def narrowed(self) -> dict:
        """What the lists behind the numbers are narrowed by."""
        return {"year": self.year}

    def tasks(self):
        return ResolutionTask.objects.visible_to(self.request.user).filter(resolution__year=self.year)

    def heading(self) -> str:
        return f"Tình hình thực hiện nghị quyết năm {self.year}"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        counted = queries.by_owner(self.tasks(), today)
        named = [(row["owner__short_name"] or row["owner__name"], row) for row in counted]
        named.sort(key=lambda pair: sort_key(pair[0]))
        rows = [self.line(words, row, owner=row["owner"]) for words, row in named]
        total = {key: sum(row[key] for row in counted) for key in ("total", *TaskCondition.values)}
        listed = self.tasks().select_related("owner", "resolution").order_by("resolution", "due_on", "pk")
        return super().get_context_data(**kwargs) | {
            "title": self.heading(),
            "crumbs": [("Nghị quyết", self.url_of(Resolution, "list"))],
            "conditions": TaskCondition.choices,
            "rows": rows,
            "total": self.line("Tổng cộng", total),
            "tasks": listed,
            "today": today,
            "year": self.year,
        }

    def line(self, words: str, counts: dict, **narrowed) -> dict:
        """One row of the table: its numbers, each with the address of the list behind it."""
        asked = self.narrowed() | narrowed
        cells = [(label, counts[key], self.list_url(**asked, condition=key)) for key, label in TaskCondition.choices]
        return {"words": words, "total": counts["total"], "url": self.list_url(**asked), "cells": cells}

    def list_url(self, **asked) -> str:
        return self.url_of(ResolutionTask, "list", **asked)


class CarriedOut(Progress):
    """The same for one resolution."""

    @cached_property
    def record(self):
        return record_or_404(Resolution, self.kwargs["pk"], self.request.user)

    def get(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        return super().get(request, *args, **kwargs)

    def narrowed(self):
        return {"resolution": self.record.pk}

    def tasks(self):
        return ResolutionTask.objects.visible_to(self.request.user).filter(resolution=self.record)

    def heading(self):
        return f"Tình hình thực hiện: {self.record.public_title}"

    def get_context_data(self, **kwargs):
        record = self.record
        crumbs = under(self, record)
        return super().get_context_data(**kwargs) | {"record": record, "crumbs": crumbs}
