"""What similar petitions are found by: the terms of each text, and how often each occurs (`voters/similarity`)."""

from django.db import models


class PetitionTerm(models.Model):
    """One term of a petition's text as a number; found by term within a locality, newest petition first.

    Rows are derived from the petition: no record, no gate of their own, never shown. Confidential petitions have none.
    """

    petition = models.ForeignKey("voters.Petition", on_delete=models.CASCADE, related_name="+")
    locality = models.ForeignKey("people.Locality", on_delete=models.CASCADE, related_name="+", db_index=False)
    term = models.IntegerField()

    class Meta:
        verbose_name = "từ của kiến nghị"
        constraints = [
            models.UniqueConstraint(fields=["locality", "term", "petition"], name="voters_petition_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}: {self.term}"


class TermCount(models.Model):
    """In how many petitions of a locality a term occurs, as counted last; the number of all petitions under `ALL`.

    Counted by `manage.py rebuild_similar` and every night: rarity changes slowly. Terms without a row are counted when
    they are asked for.
    """

    ALL = 0

    locality = models.ForeignKey("people.Locality", on_delete=models.CASCADE, related_name="+", db_index=False)
    term = models.IntegerField()
    petitions = models.PositiveIntegerField()

    class Meta:
        verbose_name = "số kiến nghị có từ"
        constraints = [models.UniqueConstraint(fields=["locality", "term"], name="voters_term_count_once")]

    def __str__(self) -> str:
        return f"{self.term}: {self.petitions}"
