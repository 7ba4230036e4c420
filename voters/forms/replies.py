"""What is typed about replies and verdicts."""

from django import forms

from coordination.documents.models import OfficialDocument
from coordination.people.choices import BodyKind
from coordination.ui.forms import DateField, TextArea
from voters import queries
from voters.actions.replies import answering_body
from voters.choices import Judgement
from voters.forms.common import BodiesChoice, BodiesInForceForm, BodyChoice, StepForm
from voters.forms.referrals import WITHOUT_BOOK, documents_of
from voters.models import ContactMeeting, Reply
from voters.models.handling import REPLY_RESULTS
from voters.rules import FINISHING, speaks_for, unproven


class ReplyForm(StepForm):
    result = forms.ChoiceField(label="Kết quả", choices=[("", "– chọn –"), *REPLY_RESULTS])
    sent_on = DateField(label="Ngày trả lời")
    number = forms.CharField(label="Số, ký hiệu văn bản", required=False, max_length=60)
    body = BodyChoice(label="Cơ quan trả lời")
    text = forms.CharField(label="Nội dung trả lời", widget=TextArea)
    evidence = forms.CharField(
        label="Bằng chứng", required=False, widget=TextArea, help_text="Cần khi kết quả là đã giải quyết xong."
    )
    promised_on = DateField(
        label="Hẹn xong ngày", required=False, help_text="Khi còn việc phải làm: thành một nghĩa vụ theo dõi được."
    )
    roadmap = forms.CharField(
        label="Lộ trình",
        required=False,
        widget=TextArea,
        help_text="Từng bước, nguồn vốn, năm bố trí. Cần khi chờ nguồn lực.",
    )
    document = forms.ModelChoiceField(OfficialDocument.objects.none(), label="Văn bản đã vào sổ", required=False)
    copied_to = BodiesChoice(label="Đồng gửi", required=False, help_text="Thường có MTTQ để theo dõi.")
    told_on = DateField(label="Ngày báo cử tri", required=False)
    told_through = forms.CharField(label="Báo qua", required=False, max_length=160)

    def prepare(self):
        super().prepare()
        body, front = answering_body(self.record, self.user), queries.front_of(self.record.locality)
        self.fields["body"].initial = body and body.pk
        self.fields["copied_to"].initial = [front.pk] if front else []
        self.fields["document"].queryset = documents_of(self.user)
        self.fields["document"].help_text = WITHOUT_BOOK
        if queries.needs_document(self.record.locality_id):
            self.fields["number"].help_text = "Địa phương yêu cầu trả lời bằng văn bản: ghi số hoặc chọn văn bản."
        elif not speaks_for(self.user.acting, body):
            self.fields["number"].help_text = "Ghi giúp cơ quan khác: ghi số hoặc chọn văn bản trả lời của cơ quan ấy."

    def clean(self):
        cleaned = super().clean()
        result = cleaned.get("result")
        for name, words in unproven(result, cleaned.get("evidence") or "").items():
            self.add_error(name, words)
        if result in FINISHING and cleaned.get("promised_on"):
            self.add_error("promised_on", "Kết quả này không còn việc phải làm nên không có ngày hẹn.")
        if cleaned.get("promised_on") and cleaned.get("sent_on") and cleaned["promised_on"] < cleaned["sent_on"]:
            self.add_error("promised_on", "Ngày hẹn xong phải từ ngày trả lời trở đi.")
        return cleaned


class SpotForm(StepForm):
    result = forms.ChoiceField(label="Kết quả", choices=[("", "– chọn –"), *REPLY_RESULTS])
    sent_on = DateField(label="Ngày trả lời")
    body = BodyChoice(label="Cơ quan trả lời", help_text="Ai trả lời tại hội nghị; người ghi lại được lưu riêng.")
    text = forms.CharField(label="Nội dung trả lời", widget=TextArea)
    evidence = forms.CharField(
        label="Bằng chứng", required=False, widget=TextArea, help_text="Cần khi kết quả là đã giải quyết xong."
    )
    promised_on = DateField(label="Hẹn xong ngày", required=False)
    roadmap = forms.CharField(
        label="Lộ trình",
        required=False,
        widget=TextArea,
        help_text="Cần khi chờ nguồn lực, hoặc khi không có ngày hẹn.",
    )

    def prepare(self):
        super().prepare()
        meeting = self.record.meeting
        self.fields["sent_on"].initial = meeting.held_on if meeting and meeting.held_on else self.record.received_on
        self.fields["body"].initial = self.record.competent_body_id


class JudgeForm(StepForm):
    judgement = forms.ChoiceField(label="Đánh giá", choices=Judgement.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Nhận xét", required=False, widget=TextArea, help_text="Cần khi trả lời chưa thỏa đáng."
    )
    body = BodyChoice(label="Cơ quan đánh giá")
    on = DateField(label="Ngày đánh giá")
    by_voters = forms.BooleanField(
        label="Chính cử tri đánh giá", required=False, help_text="Cơ quan trên chỉ ghi lại ý kiến của cử tri."
    )
    meeting = forms.ModelChoiceField(
        ContactMeeting.objects.none(), label="Tại cuộc tiếp xúc", required=False, help_text="Khi cử tri đánh giá."
    )

    def prepare(self):
        super().prepare()
        self.fields["meeting"].queryset = queries.heard_about(self.record).visible_to(self.user)
        self.fields["body"].queryset = queries.judging_bodies(self.user.acting).visible_to(self.user)
        self.fields["body"].initial = judging_as(self.user.acting.body).pk

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("judgement") in Judgement.NOT_ENOUGH and not cleaned.get("text"):
            self.add_error("text", "Ghi rõ vì sao trả lời chưa thỏa đáng.")
        if cleaned.get("meeting") and not cleaned.get("by_voters"):
            self.add_error("meeting", "Cuộc tiếp xúc chỉ ghi khi chính cử tri đánh giá.")
        return cleaned


def judging_as(body):
    """The Front judges, not its office, wherever that hangs; others judge as who they are."""
    if body.kind != BodyKind.OFFICE:
        return body
    sides = (side.principal for side in (body, *body.serves.select_related("parent__parent")))
    return next((side for side in sides if side.kind == BodyKind.FRONT), body)


class ReopenForm(StepForm):
    due_on = DateField(label="Hạn mới", help_text="Cơ quan giải quyết nợ một trả lời rõ hơn trước ngày này.")
    on = DateField(label="Ngày mở lại")
    note = forms.CharField(label="Cần làm rõ điều gì", required=False, widget=TextArea)


class ResolveForm(StepForm):
    evidence = forms.CharField(
        label="Bằng chứng", widget=TextArea, help_text="Ví dụ biên bản nghiệm thu, ảnh, số văn bản."
    )
    on = DateField(label="Ngày giải quyết xong")


class FinishForm(StepForm):
    note = forms.CharField(label="Ghi chú", required=False, widget=TextArea)


class CorrectReplyForm(BodiesInForceForm):
    """Corrections of a reply and how voters were told; result and day are changed by a new reply."""

    class Meta:
        model = Reply
        fields = ("number", "document", "text", "roadmap", "copied_to", "told_on", "told_through")
