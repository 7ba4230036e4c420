"""Numbers of the register whose petitions are there no more."""

from django.db import models


class UsedNumber(models.Model):
    """The highest number of a register's year that the program gave to a petition which was taken out again: with the
    load that wrote it, with the split that made it. Papers and history name it, so it is given to no other.

    No record and no gate of its own: only a number, never shown.
    """

    locality = models.ForeignKey(
        "people.Locality", on_delete=models.PROTECT, related_name="+", verbose_name="địa phương"
    )
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cao nhất")

    class Meta:
        verbose_name = "số kiến nghị đã dùng"
        verbose_name_plural = "số kiến nghị đã dùng"
        constraints = [models.UniqueConstraint(fields=["locality", "year"], name="voters_used_number_once_per_year")]

    def __str__(self) -> str:
        return f"{self.locality} {self.year}: {self.last}"
