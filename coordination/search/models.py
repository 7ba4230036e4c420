"""The search index: one row per record, folded text that both databases search by words."""

from django.db import models

from coordination.records.models import Pointer
from coordination.search.lookups import Words

models.TextField.register_lookup(Words)


class Entry(Pointer):
    """What can be found of one record: `folded` holds its words without accents, of a confidential one its code."""

    title = models.CharField(max_length=300)
    folded = models.TextField()
    exact = models.TextField(help_text="Lower case with accents, to rank exact spelling first.")

    class Meta:
        verbose_name = "mục tìm kiếm"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
