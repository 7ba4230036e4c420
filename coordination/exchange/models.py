"""Files that were brought in: what each row will do, what it did, and what stood there before."""

from typing import Self

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coordination.exchange.choices import ImportState, Verdict
from coordination.exchange.kinds import kind_of, kinds_for
from coordination.records.models import Pointer

STATES = {
    ImportState.CHECKING: "wait",
    ImportState.FAULTY: "late",
    ImportState.READY: "today",
    ImportState.LOADING: "wait",
    ImportState.LOADED: "done",
    ImportState.UNDONE: "pause",
    ImportState.DISCARDED: "none",
}


class ImportQuerySet(models.QuerySet):
    """A file is seen by who brought it in and by the colleagues of that body: others may not see all its rows."""

    def visible_to(self, user) -> Self:
        """Of one's own body, in the place acted for, of the kinds that one may bring in."""
        membership = getattr(user, "acting", None)
        if not getattr(user, "is_authenticated", False) or membership is None:
            return self.none()
        codes = [kind.code for kind in kinds_for(user)]
        mine = Q(body=membership.body_id) | Q(body=None)  # nobody's: loaded on the server
        return self.filter(mine, locality__in=membership.locality_ids, kind__in=codes)


class Import(models.Model):
    """One file. `report` is the preview: a verdict for each row (`verdicts.py`); `digest` tells two previews apart."""

    kind = models.CharField("loại dữ liệu", max_length=40)
    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="+", verbose_name="địa phương"
    )
    body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="cơ quan nạp"
    )
    created_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người nạp"
    )
    created_at = models.DateTimeField("lúc gửi tệp", auto_now_add=True)
    file = models.FileField("tệp", upload_to="imports/%Y/%m", storage=default_storage, blank=True)
    file_name = models.CharField("tên tệp", max_length=200)
    state = models.CharField("trạng thái", max_length=10, choices=ImportState, default=ImportState.CHECKING)
    asked_sheet = models.CharField("trang được chọn", max_length=40, blank=True)
    sheet = models.CharField("trang", max_length=40, blank=True)
    error = models.CharField("lỗi", max_length=1000, blank=True)
    notes = models.JSONField("ghi chú khi đọc", default=list, blank=True)
    report = models.JSONField("từng dòng", default=list, blank=True)
    digest = models.CharField("dấu bản xem trước", max_length=64, blank=True)
    creates = models.PositiveIntegerField("ghi mới", default=0)
    updates = models.PositiveIntegerField("sửa", default=0)
    sames = models.PositiveIntegerField("đã đúng sẵn", default=0)
    faults = models.PositiveIntegerField("dòng lỗi", default=0)
    loaded_at = models.DateTimeField("lúc nạp", null=True, blank=True)
    undone_at = models.DateTimeField("lúc hoàn tác", null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người hoàn tác"
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nạp Excel"
        verbose_name_plural = "lần nạp Excel"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="exchange_import_loaded_has_a_time",
                condition=~models.Q(state__in=("loaded", "undone")) | models.Q(loaded_at__isnull=False),
                violation_error_message="Tệp đã nạp phải có lúc nạp.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("exchange:import-detail", args=[self.pk])

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        kind = kind_of(self.kind)
        return kind.label if kind else self.kind

    @property
    def state_chip(self) -> tuple[str, str]:
        """Icon and words of the state."""
        return STATES[ImportState(self.state)], self.get_state_display()

    @property
    def counts(self) -> dict[str, int]:
        """Rows by verdict."""
        return {
            Verdict.CREATE.value: self.creates,
            Verdict.UPDATE.value: self.updates,
            Verdict.SAME.value: self.sames,
            Verdict.FAULT.value: self.faults,
        }


class SheetLayout(models.Model):
    """The columns of a kind as one office wants them: in order {"key", "name" (empty: the general heading), "hidden"}.

    Read through `layouts.py` for the locality that somebody works for; there is nothing secret in headings.
    """

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="+", verbose_name="địa phương"
    )
    kind = models.CharField("loại dữ liệu", max_length=40)
    columns = models.JSONField("các cột", default=list)
    changed_at = models.DateTimeField("lúc sửa", auto_now=True)
    changed_by = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người sửa"
    )

    class Meta:
        verbose_name = "bố trí cột"
        verbose_name_plural = "bố trí cột"
        ordering = ["locality", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["locality", "kind"], name="exchange_layout_once_per_kind"),
        ]

    def __str__(self) -> str:
        return f"Cột của {self.kind}, {self.locality}"


class Withdrawn(models.Model):
    """What left a register for a procedure with secrets of its own: no file brings it back. Only a digest is kept
    (`Kind.mark`) of what a row says; nobody reads it, a load asks for it.
    """

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="+", verbose_name="địa phương"
    )
    kind = models.CharField("loại dữ liệu", max_length=40)
    mark = models.CharField("dấu", max_length=64)

    class Meta:
        verbose_name = "dấu hồ sơ đã rút"
        verbose_name_plural = "dấu hồ sơ đã rút"
        ordering = ["locality", "kind", "mark"]
        constraints = [
            models.UniqueConstraint(fields=["locality", "kind", "mark"], name="exchange_withdrawn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"

    @classmethod
    def marks(cls, kind: str, locality) -> set[str]:
        """What no file may bring in there."""
        return set(cls.objects.filter(kind=kind, locality=locality).values_list("mark", flat=True))  # ungated: digests


class ImportedRow(Pointer):
    """A record that a file wrote: created (`before` says which code it brought, if any), or changed from what `before`
    says.

    `after` is the revision it left: undo only takes back what nobody has changed since.
    """

    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows", verbose_name="lần nạp")
    number = models.PositiveIntegerField("dòng")
    verdict = models.CharField("việc", max_length=6, choices=Verdict)
    before = models.JSONField("trước khi nạp", default=dict, blank=True)
    after = models.PositiveIntegerField("lần lưu sau khi nạp")

    class Meta(Pointer.Meta):
        verbose_name = "dòng đã nạp"
        verbose_name_plural = "dòng đã nạp"
        ordering = ["source", "number", "id"]

    def __str__(self) -> str:
        return f"{self.source}, dòng {self.number}"
