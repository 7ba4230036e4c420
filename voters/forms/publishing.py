"""What is typed about public versions, the public room, and what visitors of it type."""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from coordination.ui.forms import DateField, FilterForm, MoveForm, OfficeForm, RecordForm, TextArea
from voters.choices import Field, PublicationStatus, Result
from voters.models import Publication, PublicRoom
from voters.queries import publishing as queries

CHECKED = "Tôi đã đọc lại: không còn tên, số điện thoại, giấy tờ, địa chỉ của ai mà người ấy chưa đồng ý"


class CheckedField(forms.BooleanField):
    """The officer's word that the text was read over."""

    def __init__(self, **kwargs):
        super().__init__(label=CHECKED, **kwargs)
        self.error_messages["required"] = "Đánh dấu là đã đọc lại: trang này ai cũng đọc được."
        self.wide = True


class PublicationForm(RecordForm):
    """The public words. A change of a version that is up is read at once, so the same word is asked as then.

    Two hidden fields: `source`, the mark of what the words follow, and `seen`, that of what the page showed as newest.
    """

    class Meta:
        model = Publication
        fields = ("title", "content", "place_words", "answer", "show_voter")
        wide = ("title",)
        help_texts = {
            "place_words": "Không ghi số nhà.",
            "answer": "Bỏ trống thì chỉ đăng kiến nghị, chưa đăng trả lời.",
        }
        widgets = {"content": TextArea({"rows": 8}), "answer": TextArea({"rows": 8})}

    def prepare(self):
        super().prepare()
        if self.instance.status == PublicationStatus.PUBLISHED:
            self.fields["checked"] = CheckedField()
        if not self.instance.petition.voter:
            del self.fields["show_voter"]
        now = queries.source_of(self.instance.petition)
        for name, mark in (("source", self.instance.source_mark), ("seen", now)):
            self.fields[name] = forms.CharField(initial=mark, required=False, max_length=64, widget=forms.HiddenInput)

    def typed(self) -> dict:
        """What stands in the boxes, right or wrong; that it was read over is asked again."""
        boxes = {name: field.widget for name, field in self.fields.items() if name != "checked"}
        return {name: box.value_from_datadict(self.data, self.files, name) for name, box in boxes.items()}

    def take_notice(self) -> None:
        """Let the next save pass: the person has been shown what is newest."""
        self.data = self.data.copy()
        self.data["seen"] = queries.source_of(self.instance.petition)


class PublishForm(MoveForm):
    checked = CheckedField()


class WithdrawForm(MoveForm):
    reason = forms.CharField(label="Lý do gỡ", max_length=500, widget=TextArea, help_text="Chỉ ghi trong lịch sử.")


class RoomForm(OfficeForm, forms.ModelForm):
    """The setting of a locality's public room."""

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.prepare()

    class Meta:
        model = PublicRoom
        fields = ("is_open", "welcome", "contact", "terms")


class PublicSearchForm(FilterForm):
    """What a visitor looks for in a public room; names of places and values, never a key of the database."""

    q = forms.CharField(
        label="Tìm, gõ không dấu cũng được",
        required=False,
        max_length=200,
        validators=[ProhibitNullCharactersValidator()],
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    linh_vuc = forms.ChoiceField(label="Lĩnh vực", required=False)
    dia_ban = forms.ChoiceField(label="Địa bàn", required=False)
    ket_qua = forms.ChoiceField(label="Kết quả", required=False)
    tu = DateField(label="Nhận từ ngày", required=False)
    den = DateField(label="Đến ngày", required=False)

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["linh_vuc"].choices = [("", "Tất cả"), *Field.choices]
        self.fields["ket_qua"].choices = [("", "Tất cả"), *Result.choices]
        self.fields["dia_ban"].choices = [("", "Tất cả"), *((place.slug, place.full_name) for place in places)]


class FollowForm(OfficeForm, forms.Form):
    code = forms.CharField(
        label="Mã theo dõi",
        max_length=40,
        help_text="Mười hai chữ và số, ba nhóm bốn chữ; gõ chữ thường, bỏ gạch nối cũng được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepare()
