"""Pages of resolutions and of the tasks that follow from them."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from sessions import actions
from sessions.filters.resolutions import ResolutionFilter, ResolutionTaskFilter
from sessions.forms.common import NoteForm
from sessions.forms.resolutions import FinishTaskForm, ResolutionForm, ResolutionTaskForm
from sessions.models import DraftResolution, Resolution, ResolutionTask
from sessions.tables.resolutions import ResolutionTable, ResolutionTaskTable
from sessions.views.common import RoomList, RoomMove, adding, under

EDIT = Permission.RESOLUTION_EDIT
FROM_DRAFT = ("title", "is_normative", "procedure", "session")


class ResolutionList(RoomList):
    model = Resolution
    permission = Permission.RESOLUTION_VIEW
    create_permission = EDIT
    table_class = ResolutionTable
    filterset_class = ResolutionFilter
    title = "Nghị quyết"


class ResolutionDetail(DetailPage):
    model = Resolution
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def facts(self, record):
        facts = super().facts(record)
        if not record.code:
            return facts
        return [("Số, ký hiệu", record.code), *(fact for fact in facts if fact[0] not in ("Số", "Ký hiệu"))]

    def sections(self, record):
        user = self.request.user
        tasks = ResolutionTask.objects.visible_to(user).filter(resolution=record).select_related("owner", "resolution")
        return [
            table_panel(
                "Nhiệm vụ phải làm",
                ResolutionTaskTable(tasks),
                add=adding(self, "Giao nhiệm vụ", ResolutionTask, EDIT, resolution=record.pk),
                empty="Chưa giao nhiệm vụ nào.",
            ),
            attachments_panel(record, user),
        ]


class ResolutionCreate(CreatePage):
    model = Resolution
    permission = EDIT
    form_class = ResolutionForm
    action = actions.create

    def get_initial(self):
        """What the draft says already (`?draft=12`)."""
        pk = self.request.GET.get("draft", "")
        drafts = DraftResolution.objects.visible_to(self.request.user)
        draft = drafts.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 18 else None
        known = {name: getattr(draft, name) for name in FROM_DRAFT} if draft else {}
        return known | super().get_initial()


class ResolutionEdit(EditPage):
    model = Resolution
    permission = EDIT
    form_class = ResolutionForm
    action = actions.edit


class ResolutionTaskList(RoomList):
    model = ResolutionTask
    permission = Permission.RESOLUTION_VIEW
    table_class = ResolutionTaskTable
    filterset_class = ResolutionTaskFilter
    title = "Nhiệm vụ theo nghị quyết"


class ResolutionTaskDetail(DetailPage):
    model = ResolutionTask
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.resolution)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


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
