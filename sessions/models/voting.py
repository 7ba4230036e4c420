"""Votes entered by hand, the groups of questions chosen for the hall, and what the time was spent on."""

from django.db import models
from django.db.models import F, Q

from coordination.deadlines.models.law import rests_on_versions
from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from sessions.choices import (
    Activity,
    BallotBase,
    BallotChoiceKind,
    BallotMethod,
    TopicReason,
    TopicStatus,
)
from sessions.models.common import AtGathering, check_same_locality, for_delegates, link, of_one_gathering


class Ballot(AtGathering, Record):
    """One vote, as the tellers counted it. `passed` is reckoned from the numbers and the rule when it is saved.

    Of one subject there is one first ballot; another one names the ballot it repeats and why (`repeats`,
    `repeat_reason`). The counts of a secret ballot are all there is; else every delegate's choice may be written down.
    """

    session = link("council_sessions.CouncilSession", "ballots", "kỳ họp")
    sitting = link("council_sessions.Sitting", "ballots", "phiên họp Thường trực")
    title = models.CharField("biểu quyết về", max_length=300)
    item = link("council_sessions.AgendaItem", "ballots", "nội dung kỳ họp")
    draft = link("council_sessions.DraftResolution", "ballots", "dự thảo nghị quyết")
    personnel = link("council_sessions.PersonnelMatter", "ballots", "việc nhân sự")
    held_on = models.DateField("ngày biểu quyết")
    method = models.CharField("hình thức", max_length=10, choices=BallotMethod, default=BallotMethod.SHOW_OF_HANDS)
    version = models.ForeignKey(
        "deadlines.RuleVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="quy định về đa số",
    )
    base = models.CharField("tính trên", max_length=10, choices=BallotBase, default=BallotBase.ALL_DELEGATES)
    base_count = models.PositiveSmallIntegerField("tổng số đại biểu")
    present = models.PositiveSmallIntegerField("số đại biểu có mặt")
    votes_for = models.PositiveSmallIntegerField("tán thành")
    votes_against = models.PositiveSmallIntegerField("không tán thành", default=0)
    votes_blank = models.PositiveSmallIntegerField("không biểu quyết", default=0)
    votes_invalid = models.PositiveSmallIntegerField("phiếu không hợp lệ", default=0)
    passed = models.BooleanField("được thông qua", default=False, editable=False)
    repeats = link("self", "repeated_by", "biểu quyết lại")
    repeat_reason = models.TextField("lý do biểu quyết lại", blank=True)

    class Meta:
        verbose_name = "biểu quyết"
        verbose_name_plural = "biểu quyết"
        ordering = ["held_on", "id"]
        constraints = [
            of_one_gathering("sessions_ballot_of_one_gathering"),
            models.CheckConstraint(
                name="sessions_ballot_is_about_one_thing",
                condition=Q(draft=None, personnel=None) | Q(item=None, personnel=None) | Q(item=None, draft=None),
                violation_error_message="Mỗi lần biểu quyết về một nội dung, một dự thảo hoặc một việc nhân sự.",
            ),
            models.CheckConstraint(
                name="sessions_ballot_sum_within_present",
                condition=Q(present__gte=F("votes_for") + F("votes_against") + F("votes_blank") + F("votes_invalid")),
                violation_error_message="Tổng số phiếu lớn hơn số đại biểu có mặt.",
            ),
            models.CheckConstraint(
                name="sessions_ballot_present_within_base",
                condition=Q(base_count__gte=F("present")),
                violation_error_message="Số có mặt lớn hơn tổng số đại biểu.",
            ),
            models.CheckConstraint(
                name="sessions_ballot_repeat_has_a_reason",
                condition=Q(repeats__isnull=True, repeat_reason="") | (Q(repeats__isnull=False) & ~Q(repeat_reason="")),
                violation_error_message="Biểu quyết lại phải ghi lần trước và lý do.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject],
                    condition=Q(**{f"{subject}__isnull": False, "repeats__isnull": True}),
                    name=f"sessions_ballot_first_of_{subject}_once",
                    violation_error_message="Nội dung này đã biểu quyết: biểu quyết lại thì chọn lần trước, ghi lý do.",
                )
                for subject in ("item", "draft", "personnel")
            ),
            models.UniqueConstraint(
                fields=["repeats"],
                condition=Q(repeats__isnull=False),
                name="sessions_ballot_repeated_once",
                violation_error_message="Lần biểu quyết ấy đã được biểu quyết lại: chọn lần sau cùng.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "session", "sitting", "item", "draft", "personnel", "repeats")

    @property
    def subject(self):
        """What it is about, where that is a record."""
        return self.draft or self.personnel or self.item

    @property
    def state(self) -> tuple[str, str]:
        """Passed or not, as a chip."""
        return ("done", "thông qua") if self.passed else ("none", "không thông qua")

    def concerned(self):
        """All delegates."""
        yield from for_delegates(self)


rests_on_versions(Ballot, "held_on")


class BallotChoice(models.Model):
    """How one delegate voted in a ballot that is not secret; written with its ballot."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="choices", verbose_name="biểu quyết")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="đại biểu")
    choice = models.CharField("lựa chọn", max_length=8, choices=BallotChoiceKind)

    class Meta:
        verbose_name = "lựa chọn của đại biểu"
        verbose_name_plural = "lựa chọn của đại biểu"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["ballot", "person"], name="sessions_ballot_choice_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"


class QuestionTopic(AtGathering, Record):
    """A group of questions that the Standing Committee proposes and the council chooses for the hall, or leaves to
    writing."""

    session = link("council_sessions.CouncilSession", "topics", "kỳ họp")
    sitting = link("council_sessions.Sitting", "topics", "phiên họp Thường trực")
    title = models.CharField("nhóm vấn đề", max_length=300)
    addressee = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="question_topics", verbose_name="cơ quan trả lời"
    )
    reason = models.CharField("vì sao chọn", max_length=15, choices=TopicReason, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=TopicStatus, default=TopicStatus.PROPOSED)

    class Meta:
        verbose_name = "nhóm vấn đề chất vấn"
        verbose_name_plural = "nhóm vấn đề chất vấn"
        ordering = ["order", "id"]
        constraints = [
            of_one_gathering("sessions_topic_of_one_gathering"),
            models.CheckConstraint(
                name="sessions_topic_decided_has_a_day",
                condition=Q(status=TopicStatus.PROPOSED) | Q(decided_on__isnull=False),
                violation_error_message="Đã quyết định thì ghi ngày.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        check_same_locality(self, "session", "sitting", "addressee")

    @property
    def state(self) -> tuple[str, str]:
        """Kind and words of the chip."""
        kinds = {TopicStatus.PROPOSED: "wait", TopicStatus.CHOSEN: "done", TopicStatus.WRITTEN: "soon"}
        return kinds.get(self.status, "none"), self.get_status_display()

    def concerned(self):
        """Who will answer; the delegates once it was decided."""
        yield ConcernKind.OWNER, self.addressee
        if self.status != TopicStatus.PROPOSED:
            yield from for_delegates(self)


class ActivityTime(AtGathering, Record):
    """Minutes that a part of a day was spent on one activity."""

    session = link("council_sessions.CouncilSession", "activity_times", "kỳ họp")
    sitting = link("council_sessions.Sitting", "activity_times", "phiên họp Thường trực")
    on = models.DateField("ngày")
    activity = models.CharField("hoạt động", max_length=12, choices=Activity)
    minutes = models.PositiveSmallIntegerField("số phút")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "thời gian hoạt động"
        verbose_name_plural = "thời gian hoạt động"
        ordering = ["on", "id"]
        constraints = [
            of_one_gathering("sessions_activity_of_one_gathering"),
            models.CheckConstraint(
                name="sessions_activity_takes_time",
                condition=Q(minutes__gte=1),
                violation_error_message="Số phút ít nhất là 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_activity_display()}: {self.minutes} phút"

    def clean(self):
        check_same_locality(self, "session", "sitting")
