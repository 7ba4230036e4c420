"""Pages of letters. To whoever is not named in one it does not exist: 404 everywhere."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.functional import cached_property

from complaints import actions, filters, forms, tables
from complaints.models import Letter
from complaints.panels import may_take_over
from complaints.views.common import RoomList
from coordination.documents.panels import attachments_panel
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.crud import CreatePage, DetailPage, EditPage, MovePage
from coordination.ui.policy import allow, record_or_404
from voters.models import Petition
from voters.workflow.petitions import not_to_be_returned


class LetterList(RoomList):
    model = Letter
    permission = Permission.LETTER_VIEW
    create_permission = Permission.LETTER_EDIT
    create_label = "Tiếp nhận đơn"
    table_class = tables.LetterTable
    filterset_class = filters.LetterFilter
    title = "Đơn thư được giao"
    lead = "Đơn thư là hồ sơ mật: chỉ người được nêu tên mới thấy."


class LetterDetail(DetailPage):
    model = Letter
    permission = Permission.LETTER_VIEW
    edit_permission = Permission.LETTER_EDIT
    select_related = ("handler", "reception", "received_by", "competent_body", "locality")

    def sections(self, record):
        return [attachments_panel(record, self.request.user)]


class LetterCreate(CreatePage):
    model = Letter
    permission = Permission.LETTER_EDIT
    form_class = forms.LetterForm
    action = actions.receive
    title = "Tiếp nhận đơn"
    lead = "Đơn chỉ hiện với người xử lý và người được xem mà bạn chọn."

    def blank(self):
        """Confidential from the first moment."""
        letter = super().blank()
        letter.confidential = True
        return letter

    def get_initial(self):
        """Who registers it handles it, unless another person is chosen."""
        return {"handler": self.request.user.person_id} | super().get_initial()

    def after(self, record) -> str:
        """The code is told also to those who give the letter away with this form."""
        messages.info(self.request, f"Mã vụ việc: {record.code}.")
        return super().after(record)


class LetterFromPetition(LetterCreate):
    """A voter's petition that is a complaint or denunciation goes on here, with the secrecy of letters."""

    title = "Chuyển kiến nghị sang đơn thư"
    submit = "Chuyển sang đơn thư"
    done = "Đã chuyển sang đơn thư."
    lead = (
        "Nội dung và tên cử tri ở kiến nghị được xóa, kiến nghị kết thúc và thành hồ sơ mật: không ai đọc lại được ở "
        "đó, kể cả lịch sử. Đơn chỉ hiện với người xử lý và người được xem mà bạn chọn."
    )

    @cached_property
    def petition(self):
        """What is taken over, or 404."""
        return record_or_404(Petition, self.kwargs["pk"], self.request.user, ("locality",))

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission)
        if not may_take_over(self.petition, request.user):
            raise PermissionDenied(Forbidden.sentence)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """No form that can only fail."""
        if why := not_to_be_returned(self.petition):
            messages.warning(request, why)
            return redirect(self.petition.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        petition = self.petition
        known = {"received_on": petition.received_on, "summary": petition.content, "sender": petition.voter}
        return super().get_initial() | known

    def run(self, form):
        related = form.related() or None
        return actions.take_over(form.instance, by=self.request.user, petition=self.petition, related=related)


class LetterEdit(EditPage):
    model = Letter
    permission = Permission.LETTER_EDIT
    form_class = forms.LetterForm
    action = actions.edit_letter


class LetterMove(MovePage):
    model = Letter
    moves = {
        "forward": (forms.ForwardForm, actions.forward),
        "accept": (None, actions.accept),
        "settle": (forms.SettleForm, actions.settle),
        "return": (forms.ReturnForm, actions.send_back),
    }
