"""What the Fatherland Front does: social criticism of drafts, its own activities."""

from django.db import models
from django.db.models import F

from coordination.people.choices import ConcernKind
from coordination.records.models import Record
from oversight.choices import ActivityKind


class SocialCriticism(Record):
    """A conference at which the Front criticises a draft (phản biện xã hội, hội nghị lấy ý kiến)."""

    title = models.CharField("nội dung phản biện", max_length=300)
    chair = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="chủ trì")
    draft = models.ForeignKey(
        "council_sessions.DraftResolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="criticisms",
        verbose_name="dự thảo nghị quyết",
    )
    held_on = models.DateField("ngày tổ chức", null=True, blank=True)
    participants = models.ManyToManyField("people.Body", blank=True, related_name="+", verbose_name="cơ quan dự")
    document = models.ForeignKey(
        "documents.OfficialDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản phản biện",
    )
    result = models.TextField("kết quả, tiếp thu", blank=True)

    class Meta:
        verbose_name = "hội nghị phản biện"
        verbose_name_plural = "hội nghị phản biện"
        ordering = [F("held_on").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.chair

    def concerned(self):
        """Who held it, who was there, and the drafters of what was criticised: they must answer."""
        yield ConcernKind.OWNER, self.chair
        for body in self.participants.all():
            yield ConcernKind.INVITED, body
        if self.draft_id:
            yield ConcernKind.ADDRESSEE, self.draft.drafting_body
            yield ConcernKind.ADDRESSEE, self.draft.submitting_body


class FrontActivity(Record):
    """Something the Front did by itself: propaganda, unity, opinions on Party and government."""

    kind = models.CharField("loại", max_length=12, choices=ActivityKind)
    title = models.CharField("hoạt động", max_length=300)
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị thực hiện")
    held_on = models.DateField("ngày", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    result = models.TextField("kết quả", blank=True)

    class Meta:
        verbose_name = "hoạt động của Mặt trận"
        verbose_name_plural = "hoạt động của Mặt trận"
        ordering = [F("held_on").desc(nulls_last=True), "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def keeper(self):
        """The body in whose book it stands."""
        return self.body

    def concerned(self):
        """The unit that did it."""
        yield ConcernKind.OWNER, self.body
