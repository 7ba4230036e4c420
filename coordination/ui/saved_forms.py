"""What is typed about a saved view."""

from django import forms

from coordination.lib.text import squeeze
from coordination.ui.forms import MoveForm
from coordination.ui.models import SavedView
from coordination.ui.saved import MOST, may_share


class ViewForm(MoveForm):
    """Name, whether the office has it too, whether it opens by itself."""

    name = forms.CharField(label="Tên cách xem", max_length=40, help_text="Ví dụ Quá hạn của Sở Y tế.")
    is_default = forms.BooleanField(label="Mở sẵn khi vào danh sách này", required=False)
    is_shared = forms.BooleanField(label="Dùng chung trong cơ quan tôi", required=False)

    def __init__(self, *args, path="", **kwargs):
        super().__init__(*args, **kwargs)
        self.path = path
        if not may_share(self.user):
            del self.fields["is_shared"]

    def clean_name(self):
        name = squeeze(self.cleaned_data["name"])
        own = SavedView.objects.visible_to(self.user).filter(user=self.user, path=self.path)
        if own.filter(name=name).exists():
            raise forms.ValidationError("Bạn đã có cách xem mang tên này.")
        if own.count() >= MOST:
            raise forms.ValidationError(f"Mỗi danh sách lưu nhiều nhất {MOST} cách xem; bỏ bớt rồi lưu.")
        return name
