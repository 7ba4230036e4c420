"""What is typed about the documents of an agenda item."""

from django import forms
from django.core.exceptions import ValidationError

from coordination.documents.files import ACCEPTED_WORDS, MEGABYTE, examine
from coordination.documents.forms import AttachForm
from coordination.documents.rules import CLASSIFIED_REFUSED, MAX_FILE_SIZE
from coordination.people.permissions import Permission
from coordination.ui.forms import CHOOSE, MoveForm, TextArea
from sessions.actions.documents import WIDTH
from sessions.choices import Audience, DocumentRole, ItemStatus
from sessions.forms.common import LocalForm
from sessions.models import SessionDocument
from sessions.queries.papers import handed_in_by


class SessionDocumentForm(LocalForm):
    """A version: what it is, its text. Who may read it is said by steps, its number follows from its title."""

    is_state_secret = forms.BooleanField(
        label="Thuộc danh mục bí mật nhà nước",
        required=False,
        help_text="Phần mềm không tiếp nhận những tài liệu này.",
    )

    class Meta:
        model = SessionDocument
        fields = ("role", "title", "document", "text")
        wide = ("title",)
        widgets = {"text": TextArea({"rows": 8})}

    def clean_is_state_secret(self):
        if self.cleaned_data["is_state_secret"]:
            raise ValidationError(CLASSIFIED_REFUSED)
        return False


class NewDocumentForm(SessionDocumentForm):
    """With the item it belongs to and, at once, its file."""

    file = forms.FileField(
        label="Tệp",
        required=False,
        help_text=f"Nhận {ACCEPTED_WORDS}; nhiều nhất {MAX_FILE_SIZE // MEGABYTE} MB. "
        "Để trống ô toàn văn thì chữ của tệp docx, txt được lấy vào đó.",
    )

    class Meta(SessionDocumentForm.Meta):
        fields = ("item", "role", "title", "document", "text")

    field_order = ("item", "role", "title", "document", "file", "text", "is_state_secret")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        items = self.fields["item"]
        if not self.user.can(Permission.SESSION_EDIT):
            items.queryset = handed_in_by(items.queryset, self.user.acting)
        # What a paper is decides on the item's checklist: it is chosen, not left as it stands first.
        self.fields["role"].choices = [("", CHOOSE), *DocumentRole.choices]
        self.initial["role"] = (kwargs.get("initial") or {}).get("role", "")

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            examine(upload)
        return upload


class AttachFileForm(AttachForm):
    """One more file of a version."""


class NarrowForm(MoveForm):
    """Who may still read it, and why no more than these."""

    audience = forms.ChoiceField(label="Từ nay ai được đọc")
    reason = forms.CharField(label="Lý do", widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = WIDTH[self.record.audience]
        self.fields["audience"].choices = [(value, label) for value, label in Audience.choices if WIDTH[value] < now]


class HandOverForm(MoveForm):
    """Whether the item counts as sent from today."""

    mark_sent = forms.BooleanField(label="Ghi nội dung này là đã gửi đại biểu hôm nay", required=False, initial=True)
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record.status not in (ItemStatus.RECEIVED, ItemStatus.VERIFIED):
            del self.fields["mark_sent"]
