"""Pages of draft resolutions, comments on them, and verification."""

from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, table_panel
from sessions import actions
from sessions.filters.drafts import DraftResolutionFilter
from sessions.forms.common import NoteForm, ReasonForm
from sessions.forms.drafts import DraftCommentForm, DraftResolutionForm, VerificationForm
from sessions.models import DraftComment, DraftResolution, Resolution, Verification
from sessions.tables.drafts import DraftCommentTable, DraftResolutionTable, VerificationTable
from sessions.tables.resolutions import ResolutionTable
from sessions.views.common import RoomList, RoomMove, adding, under

EDIT = Permission.RESOLUTION_EDIT


class DraftResolutionList(RoomList):
    model = DraftResolution
    permission = Permission.RESOLUTION_VIEW
    create_permission = EDIT
    create_label = "Đăng ký dự thảo"
    table_class = DraftResolutionTable
    filterset_class = DraftResolutionFilter
    title = "Dự thảo nghị quyết"


class DraftResolutionDetail(DetailPage):
    model = DraftResolution
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def sections(self, record):
        user = self.request.user
        comments = DraftComment.objects.visible_to(user).filter(draft=record).select_related("from_body")
        verifications = Verification.objects.visible_to(user).filter(draft=record).select_related("board", "draft")
        resolutions = Resolution.objects.visible_to(user).filter(draft=record)
        return [
            table_panel(
                "Góp ý, phản biện, thẩm định",
                DraftCommentTable(comments),
                add=adding(self, "Ghi ý kiến", DraftComment, EDIT, draft=record.pk),
                empty="Chưa có ý kiến nào.",
            ),
            table_panel(
                "Thẩm tra",
                VerificationTable(verifications),
                add=adding(self, "Ghi thẩm tra", Verification, EDIT, draft=record.pk),
                empty="Chưa thẩm tra.",
            ),
            table_panel(
                "Nghị quyết từ dự thảo này",
                ResolutionTable(resolutions),
                add=adding(self, "Ghi nghị quyết", Resolution, EDIT, draft=record.pk),
                empty="Chưa có nghị quyết nào.",
            ),
            attachments_panel(record, user),
        ]


class DraftResolutionCreate(CreatePage):
    model = DraftResolution
    permission = EDIT
    form_class = DraftResolutionForm
    action = actions.create_draft
    title = "Đăng ký dự thảo nghị quyết"


class DraftResolutionEdit(EditPage):
    model = DraftResolution
    permission = EDIT
    form_class = DraftResolutionForm
    action = actions.edit_draft


class DraftResolutionMove(RoomMove):
    model = DraftResolution
    moves = {
        "draft": (NoteForm, actions.start_drafting),
        "consult": (NoteForm, actions.consult),
        "appraise": (NoteForm, actions.appraise),
        "verify": (NoteForm, actions.verify_draft),
        "lay": (NoteForm, actions.lay_draft),
        "return": (ReasonForm, actions.return_draft),
        "adopt": (NoteForm, actions.adopt_draft),
        "reject": (NoteForm, actions.reject_draft),
        "withdraw": (ReasonForm, actions.withdraw_draft),
    }
    sentences = {
        "return": "Mỗi lần trả lại được đếm thêm một vòng.",
        "adopt": "Sau bước này ghi nghị quyết với số, ngày thông qua; một dự thảo có thể thành nhiều nghị quyết.",
    }


class DraftCommentDetail(DetailPage):
    model = DraftComment
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft)


class DraftCommentCreate(CreatePage):
    model = DraftComment
    permission = EDIT
    form_class = DraftCommentForm
    action = actions.create


class DraftCommentEdit(EditPage):
    model = DraftComment
    permission = EDIT
    form_class = DraftCommentForm
    action = actions.edit


class VerificationDetail(DetailPage):
    model = Verification
    permission = Permission.RESOLUTION_VIEW
    edit_permission = EDIT

    def crumbs(self, record):
        return under(self, record.draft or record.item)

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class VerificationCreate(CreatePage):
    model = Verification
    permission = EDIT
    form_class = VerificationForm
    action = actions.create
    title = "Ghi thẩm tra"


class VerificationEdit(EditPage):
    model = Verification
    permission = EDIT
    form_class = VerificationForm
    action = actions.edit
