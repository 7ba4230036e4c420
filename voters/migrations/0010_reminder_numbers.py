"""Reminders sent before they had a column for the number: it stands in the history of their being sent, as "Số …".

Other words there, which somebody typed freely, are no number and are left alone. To run it again changes nothing.
"""

import re

from django.db import migrations

from coordination.search.lookups import tokens

NUMBER = re.compile(r"Số (\S*\d\S*)")
LENGTH = 60


def take_numbers(apps, schema_editor):
    """Into the column, and into the search for those that are not confidential."""
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="voters", model="followup").first()
    if kind is None:  # an empty database
        return
    entries = apps.get_model("search", "Entry")._base_manager.filter(content_type=kind)
    sent = apps.get_model("workflow", "StatusChange")._base_manager.filter(content_type=kind, transition="send")
    for row in apps.get_model("voters", "FollowUp")._base_manager.filter(status="sent", number=""):
        note = sent.filter(object_id=row.pk).order_by("-id").values_list("note", flat=True).first() or ""
        found = NUMBER.fullmatch(note.strip())
        if not found or len(found[1]) > LENGTH:
            continue
        row.number = found[1]
        row.save(update_fields=("number",))
        entry = entries.filter(object_id=row.pk).first()
        if entry and not row.confidential:
            entry.folded = " ".join((entry.folded, *tokens(row.number)))
            entry.exact = f"{entry.exact} {row.number.lower()}"
            entry.save(update_fields=("folded", "exact"))


class Migration(migrations.Migration):
    dependencies = [
        ("voters", "0009_day_to_accept"),
        ("search", "0002_full_text"),
        ("workflow", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(take_numbers, migrations.RunPython.noop, elidable=True)]
