"""Files of records: attach, add a version, download. The gate is the record's own."""

from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coordination.documents import actions
from coordination.documents.attaching import may_attach, permission_for
from coordination.documents.forms import AttachForm, UploadForm
from coordination.documents.models import Attachment, Version
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.records.models import Record
from coordination.ui.crud import FormPage
from coordination.ui.policy import allow, record_or_404, requires


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def download(request, pk: int):
    """The bytes of a version, as a file to keep, for those who see the record it belongs to."""
    version = get_object_or_404(Version.objects.visible_to(request.user).select_related("attachment"), pk=pk)
    try:
        stream = version.file.open("rb")
    except FileNotFoundError:
        raise Http404("Tệp không còn trong kho lưu trữ.") from None
    actions.note_download(version, by=request.user)
    response = FileResponse(stream, as_attachment=True, filename=version.original_name, content_type=version.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


class UploadPage(FormPage):
    """A page with one file to send, about a record."""

    model = Attachment
    permission = Permission.DOCUMENT_EDIT

    @cached_property
    def record(self):
        """The record the file belongs to, or 404."""
        raise Http404

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, permission_for(self.record), self.record)
        if not may_attach(self.record, request.user):
            raise PermissionDenied(Forbidden.sentence)
        if self.record.locality.is_ended:
            raise PermissionDenied("Địa phương này đã kết thúc nên chỉ xem được, không ghi thêm.")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "record": self.record}

    def after(self, record) -> str:
        return self.record.get_absolute_url()

    def get_context_data(self, **kwargs):
        address = self.record.get_absolute_url()
        context = super().get_context_data(**kwargs)
        return context | {"cancel": address, "crumbs": [(self.record.public_title, address)]}


class AttachPage(UploadPage):
    form_class = AttachForm
    title = "Đính kèm tệp"
    submit = "Đính kèm tệp"
    done = "Đã đính kèm tệp."

    @cached_property
    def record(self):
        content_type = get_object_or_404(ContentType, pk=self.kwargs["content_type"])
        model = content_type.model_class()
        if model is None or not issubclass(model, Record):
            raise Http404
        return record_or_404(model, self.kwargs["object_id"], self.request.user)

    def run(self, form):
        data = form.cleaned_data
        return actions.attach(self.record, data["file"], by=self.request.user, title=data["title"])


class ReplacePage(UploadPage):
    form_class = UploadForm
    title = "Gửi bản mới của tệp"
    submit = "Gửi bản mới"
    done = "Đã thêm bản mới; các bản trước vẫn còn."

    @cached_property
    def attachment(self):
        """The attachment, or 404."""
        return record_or_404(Attachment, self.kwargs["pk"], self.request.user)

    @cached_property
    def record(self):
        return self.attachment.target

    def run(self, form):
        return actions.replace(self.attachment, form.cleaned_data["file"], by=self.request.user)

    @property
    def lead(self) -> str:
        """Which file it is about."""
        return f"Bản mới của “{self.attachment.title}”. Các bản trước vẫn được giữ."
