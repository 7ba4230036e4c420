"""The one page of the kit itself: every part once, with real words."""

from datetime import date, timedelta

from django import forms
from django.shortcuts import render
from django.utils import timezone

from coordination.ui.charts import Bar, Share
from coordination.ui.forms import MoveForm, TextArea
from coordination.ui.policy import SIGNED_IN, requires
from coordination.ui.registry import Button, Entry

STATES = [
    ("late", "Quá hạn 25 ngày"),
    ("today", "Đến hạn hôm nay"),
    ("soon", "Còn 2 ngày làm việc"),
    ("wait", "Đang chờ"),
    ("done", "Hoàn thành"),
    ("pause", "Tạm dừng"),
    ("secret", "Mật"),
    ("unsure", "Chưa kiểm chứng"),
    ("none", "Mới"),
]


class SampleForm(MoveForm):
    """A form with one of each kind of field, shown with its faults."""

    received_on = forms.DateField(label="Ngày tiếp nhận")
    body = forms.ChoiceField(label="Cơ quan giải quyết", choices=[("", "– chọn –"), ("1", "UBND tỉnh")])
    place = forms.CharField(label="Nơi kiến nghị", required=False)
    voters = forms.IntegerField(label="Số cử tri", required=False)
    content = forms.CharField(label="Nội dung", widget=TextArea, min_length=20)
    groups = forms.MultipleChoiceField(
        label="Ban theo dõi",
        choices=[("1", "Ban Kinh tế – Ngân sách"), ("2", "Ban Pháp chế"), ("3", "Ban Văn hóa – Xã hội")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    urgent = forms.BooleanField(label="Cần trả lời trước kỳ họp", required=False)


@requires(SIGNED_IN)
def components(request):
    """Shown only with DEBUG (urls.py)."""
    today = timezone.localdate()
    typed = {"received_on": "31/06/2026", "place": "xã Hưng Lạc, thôn Hạ", "content": "Bãi rác", "groups": ["1"]}
    context = {
        "title": "Thành phần giao diện",
        "states": STATES,
        "form": SampleForm(typed, user=request.user),
        "submit": "Lưu kiến nghị",
        "today": today,
        "dates": [today - timedelta(days=25), today, today + timedelta(days=3), today + timedelta(days=27)],
        "met": (today - timedelta(days=9), today - timedelta(days=7)),
        "buttons": [
            Button("Đôn đốc UBND tỉnh", "#", primary=True, icon="send"),
            Button("Ghi trả lời mới", "#", icon="file"),
            Button("Kết thúc", "#", enabled=False, reason="Cần bằng chứng đã giải quyết.", icon="done"),
        ],
        "history": [
            Entry(timezone.now() - timedelta(hours=7 * n), "Lê Thị Hạnh, Văn phòng HĐND", f"Lần sửa thứ {7 - n}")
            for n in range(7)
        ],
        "bars": [
            Bar("Nước sạch, thủy lợi", 8, part=6, url="#", note="6 quá hạn"),
            Bar("Đất đai, bồi thường", 8, part=1, url="#", note="1 quá hạn"),
            Bar("Y tế, an sinh", 6, url="#", note="0 quá hạn"),
        ],
        "shares": [Share("Đã gửi", 22, "done"), Share("Thẩm tra", 4), Share("Chưa đến hạn", 4, "open"),
                   Share("Quá hạn", 4, "late", "#")],
        "spark": [5, 7, 6, 10, 12, 11, 17],
        "sample_day": date(2021, 2, 5),
        "number": 1234.5,
    }  # fmt: skip
    return render(request, "ui/components.html", context)
