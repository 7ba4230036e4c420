"""In the hall: who was there, and what delegates asked."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.choices import AnswerMode, Presence, QuestionStatus, QuestionVia
from sessions.models.common import (
    AtGathering,
    check_same_locality,
    for_delegates,
    link,
    of_one_gathering,
    shortened,
)
from sessions.rules import days_late

STATES = {
    QuestionStatus.PUT: "wait",
    QuestionStatus.ANSWERED: "done",
    QuestionStatus.PROMISED: "soon",
    QuestionStatus.DONE: "done",
}


class Attendance(AtGathering, Record):
    """A delegate, an invited body or a guest at a session or sitting: present, excused or absent.

    A guest is named by the office as on its own list and need not stand in any register.
    """

    session = link("council_sessions.CouncilSession", "attendances", "kỳ họp")
    sitting = link("council_sessions.Sitting", "attendances", "phiên họp Thường trực")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người"
    )
    body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan"
    )
    guest = models.CharField("khách mời", max_length=120, blank=True, help_text="Họ tên, khi chưa có trong danh bạ.")
    guest_post = models.CharField("chức vụ khách mời", max_length=160, blank=True)
    guest_from = models.CharField("cơ quan, đơn vị của khách mời", max_length=200, blank=True)
    presence = models.CharField("tham dự", max_length=10, choices=Presence, default=Presence.PRESENT)
    excuse = models.CharField("lý do vắng", max_length=300, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ["session", "id"]
        constraints = [
            models.CheckConstraint(
                name="sessions_attendance_is_of_one",
                condition=Q(person__isnull=False, body__isnull=True, guest="")
                | Q(person__isnull=True, body__isnull=False, guest="")
                | (Q(person__isnull=True, body__isnull=True) & ~Q(guest="")),
                violation_error_message="Mỗi dòng điểm danh là một người, một cơ quan hoặc một khách mời.",
            ),
            models.CheckConstraint(
                name="sessions_attendance_post_is_of_a_guest",
                condition=~Q(guest="") | Q(guest_post="", guest_from=""),
                violation_error_message="Chức vụ, cơ quan của khách mời chỉ ghi cùng họ tên khách mời.",
            ),
            models.CheckConstraint(
                name="sessions_attendance_member_is_called",
                condition=~Q(presence=Presence.INVITED) | Q(person__isnull=True),
                violation_error_message="“Được mời” chỉ ghi cho khách mời, cơ quan.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[side, "guest", "guest_post", "guest_from"],
                    condition=~Q(guest=""),
                    name=f"sessions_attendance_once_per_guest_at_{side}",
                    violation_error_message="Khách mời này đã có trong danh sách.",
                )
                for side in ("session", "sitting")
            ),
            of_one_gathering("sessions_attendance_of_one_gathering"),
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=Q(person__isnull=False, sitting__isnull=False),
                name="sessions_attendance_once_per_person_at_sitting",
                violation_error_message="Người này đã được điểm danh.",
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False),
                name="sessions_attendance_once_per_person",
                violation_error_message="Người này đã được điểm danh.",
            ),
            models.UniqueConstraint(
                fields=["session", "body"],
                condition=Q(body__isnull=False),
                name="sessions_attendance_once_per_body",
                violation_error_message="Cơ quan này đã được điểm danh.",
            ),
            models.CheckConstraint(
                name="sessions_attendance_present_needs_no_excuse",
                condition=~Q(presence=Presence.PRESENT) | Q(excuse=""),
                violation_error_message="Có mặt thì không ghi lý do vắng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_presence_display()}"

    @property
    def who(self):
        """The person, the body, or the name of the guest."""
        return self.person or self.body or self.guest

    @property
    def guest_place(self) -> str:
        """Post and body of a guest, as far as written: "Phó Giám đốc, Sở Y tế"."""
        return ", ".join(filter(None, (self.guest_post, self.guest_from)))

    @property
    def guest_words(self) -> str:
        """A guest as letters name one: "Ông Lò Văn Thử, Phó Giám đốc, Sở Y tế"."""
        return ", ".join(filter(None, (self.guest, self.guest_place)))

    def clean(self):
        check_same_locality(self, "session", "sitting")

    @property
    def state(self) -> tuple[str, str]:
        """Present or not, as a chip."""
        kinds = {
            Presence.INVITED: "wait",
            Presence.PRESENT: "done",
            Presence.EXCUSED: "pause",
            Presence.ABSENT: "none",
        }
        return kinds[self.presence], self.get_presence_display()

    def concerned(self):
        """The person named, or the body invited."""
        yield ConcernKind.NAMED, self.person
        yield ConcernKind.INVITED, self.body


class Question(AtGathering, Record):
    """What a delegate asked whom (chất vấn), the answer, and the promise that became a dated duty."""

    session = link("council_sessions.CouncilSession", "questions", "kỳ họp")
    sitting = link("council_sessions.Sitting", "questions", "phiên họp Thường trực")
    delegate = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name="đại biểu chất vấn",
    )
    topic = models.CharField("nhóm vấn đề", max_length=200, blank=True)
    group = link("council_sessions.QuestionTopic", "questions", "nhóm vấn đề được chọn")
    via = models.CharField("gửi bằng", max_length=10, choices=QuestionVia, blank=True)
    repeats = link("self", "repeated_by", "tái chất vấn", help_text="Chất vấn trước đây mà lần này hỏi lại.")
    left_to_writing_on = models.DateField(
        "giao trả lời bằng văn bản ngày", null=True, blank=True, help_text="Mốc của thời hạn trả lời bằng văn bản."
    )
    text = models.TextField("nội dung chất vấn")
    addressee = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="questions", verbose_name="cơ quan trả lời"
    )
    put_on = models.DateField("ngày chất vấn")
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_in = models.CharField("hình thức trả lời", max_length=10, choices=AnswerMode, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    promise = models.TextField("lời hứa", blank=True)
    promise_due_on = models.DateField("hứa xong trước ngày", null=True, blank=True)
    kept_on = models.DateField("làm xong ngày", null=True, blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=QuestionStatus, default=QuestionStatus.PUT)

    class Meta:
        verbose_name = "chất vấn"
        verbose_name_plural = "chất vấn"
        ordering = ["-put_on", "-id"]
        constraints = [
            of_one_gathering("sessions_question_of_one_gathering"),
            models.CheckConstraint(
                name="sessions_question_answered_after_put",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("put_on")),
                violation_error_message="Ngày trả lời phải từ ngày chất vấn trở đi.",
            ),
            models.CheckConstraint(
                name="sessions_question_answer_has_day_and_text",
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                violation_error_message="Trả lời phải có cả ngày và nội dung.",
            ),
            models.CheckConstraint(
                name="sessions_question_promise_has_day_and_text",
                condition=Q(promise_due_on__isnull=True, promise="")
                | (Q(promise_due_on__isnull=False) & ~Q(promise="")),
                violation_error_message="Lời hứa phải có cả nội dung và ngày hẹn.",
            ),
            models.CheckConstraint(
                name="sessions_question_promised_has_a_promise",
                condition=~Q(status=QuestionStatus.PROMISED) | Q(promise_due_on__isnull=False),
                violation_error_message="Chưa ghi lời hứa và ngày hẹn.",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.text)

    def clean(self):
        check_same_locality(self, "session", "sitting", "group", "repeats")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip; an overdue promise says by how much."""
        if self.status == QuestionStatus.PROMISED:
            late = days_late(self.promise_due_on, self.kept_on, timezone.localdate())
            if late:
                return "late", f"lời hứa quá hạn {late} ngày"
        return self.progress

    @property
    def progress(self) -> tuple[str, str]:
        """Its status alone, for tables whose due column says how late it is."""
        return STATES[self.status], self.get_status_display()

    def concerned(self):
        """Who asked and who answers; all delegates once the answer was given."""
        yield ConcernKind.NAMED, self.delegate
        yield ConcernKind.OWNER, self.addressee
        if self.status != QuestionStatus.PUT:
            yield from for_delegates(self)
