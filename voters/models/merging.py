"""Groups of petitions that ask for the same: what was merged when, and which pairs are not the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from voters.choices import PetitionStatus, Result


class Merge(models.Model):
    """One time several petitions were put under the one that leads them; taken back as a whole.

    No record of its own: who may see the lead may know of it.
    """

    lead = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="merges", verbose_name="đứng đầu"
    )
    at = models.DateTimeField("lúc gộp", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người gộp"
    )
    by_name = models.CharField("người gộp", max_length=200)
    note = models.TextField("ghi chú", blank=True)
    undone_at = models.DateTimeField("lúc gỡ", null=True, blank=True)
    undone_by_name = models.CharField("người gỡ", max_length=200, blank=True)

    class Meta:
        verbose_name = "lần gộp"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Gộp vào {self.lead.code}"


class MergedPetition(models.Model):
    """A petition of a merge, and what it returns to when the merge is taken back.

    Result and days are those of before the merge; status, evidence and the duties that were closed with the group those
    of the moment before it followed the group's answer, because it may move by itself in between.
    """

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="parts", verbose_name="lần gộp")
    petition = models.ForeignKey(
        "voters.Petition", on_delete=models.PROTECT, related_name="+", verbose_name="kiến nghị"
    )
    status = models.CharField("trạng thái trước", max_length=12, choices=PetitionStatus)
    result = models.CharField("kết quả trước", max_length=20, choices=Result)
    answered_on = models.DateField("ngày trả lời trước", null=True, blank=True)
    resolved_on = models.DateField("ngày giải quyết xong trước", null=True, blank=True)
    finished_on = models.DateField("ngày hết việc trước", null=True, blank=True)
    evidence = models.TextField("bằng chứng trước", blank=True)
    duties = models.JSONField("nghĩa vụ còn mở trước", default=list, blank=True)

    class Meta:
        verbose_name = "kiến nghị được gộp"
        constraints = [models.UniqueConstraint(fields=["merge", "petition"], name="voters_petition_once_per_merge")]

    def __str__(self) -> str:
        return str(self.petition)


class NotSame(models.Model):
    """Two petitions look alike and are not: they are not proposed as a group again."""

    first = models.ForeignKey("voters.Petition", on_delete=models.CASCADE, related_name="+", verbose_name="kiến nghị")
    second = models.ForeignKey(
        "voters.Petition", on_delete=models.CASCADE, related_name="+", verbose_name="kiến nghị kia"
    )
    reason = models.CharField("vì sao không trùng", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("lúc ghi", auto_now_add=True)

    class Meta:
        verbose_name = "cặp không trùng"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="voters_not_same_once"),
            models.CheckConstraint(name="voters_not_same_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
