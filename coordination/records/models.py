"""Abstract models: `Record` (a row of the business) and `Pointer` (a row that points generically at one)."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse

from coordination.records import checks
from coordination.records.querysets import PointerQuerySet, RecordQuerySet


class Gated(models.Model):
    """The four columns that decide who may see a row; the bodies and persons concerned stand in `people.Concern`."""

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="+", verbose_name="địa phương"
    )
    confidential = models.BooleanField("mật", default=False, help_text="Chỉ những người được nêu tên mới xem được.")
    draft_of = models.ForeignKey(
        "people.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bản nháp của",
        help_text="Cơ quan chủ thể chưa gửi bản này ra ngoài.",
    )
    constituency = models.ForeignKey(
        "people.Constituency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị bầu cử",
    )

    class Meta:
        abstract = True


class Record(Gated):
    """A row of the business: registered by a body of one locality, saved in revisions, never deleted by a user."""

    created_at = models.DateTimeField("lúc ghi", auto_now_add=True)
    created_by = models.ForeignKey(
        "people.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người ghi",
    )
    changed_at = models.DateTimeField("lúc sửa", auto_now=True)
    revision = models.PositiveIntegerField("lần lưu", default=1, editable=False)

    objects = RecordQuerySet.as_manager()
    unshown: tuple[str, ...] = ()
    """Columns that the record's page tells only to some of its readers, or to nobody."""
    is_fresh = False
    """Whether it is just being created, so that no row can point at it yet."""
    _checks_hold = False

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.settle()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The record's own page."""
        return reverse(f"{self._meta.app_label}:{self._meta.model_name}-detail", args=[self.pk])

    def validate_constraints(self, exclude=None):
        """As Django does, but with one question for all check constraints; singly only when something is wrong."""
        self._checks_hold = checks.all_hold(self, exclude)
        try:
            super().validate_constraints(exclude)
        finally:
            self._checks_hold = False

    def get_constraints(self):
        found = super().get_constraints()
        return checks.without_checks(found) if self._checks_hold else found

    def settle(self) -> None:
        """Fill in columns that follow from others, before the row is saved."""

    def concerned(self):
        """Pairs (ConcernKind, Body or Person) besides the registering locality; read after every save by the door."""
        return ()

    @property
    def public_title(self) -> str:
        """What those may see who know of the row but may not read it: of a confidential one the case code."""
        return self.case_code if self.confidential else str(self)

    @property
    def case_code(self) -> str:
        """A neutral name without personal data."""
        return f"{self._meta.verbose_name.capitalize()} số {self.pk}"


class Pointer(Gated):
    """A row about some record, carrying a copy of its gate columns so that the gate works in SQL."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    target = GenericForeignKey()

    objects = PointerQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_id"])]

    @staticmethod
    def gate_of(record) -> dict:
        """The columns to copy from a record (or from another pointer's target) into a row that points at it."""
        return {
            "content_type": ContentType.objects.get_for_model(record),
            "object_id": record.pk,
            "locality_id": record.locality_id,
            "confidential": record.confidential,
            "draft_of_id": record.draft_of_id,
            "constituency_id": record.constituency_id,
        }
