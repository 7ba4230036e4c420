from django.db import migrations

from coordination.documents.letters import kind_of
from coordination.search.lookups import tokens

AT_ONCE = 500


def enter_letters(apps, schema_editor):
    """Letters drafted so far get their search entries, as `documents.search` has them from now on; of a confidential one
    nothing but its code is entered."""
    letters = apps.get_model("documents", "LetterDraft").objects.select_related("document", "issuer").order_by("pk")
    if not letters.exists():
        return
    entries = apps.get_model("search", "Entry").objects
    key = {"app_label": "documents", "model": "letterdraft"}
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(**key)
    entries.filter(content_type=content_type).delete()
    entries.bulk_create((entry(entries.model, content_type, row) for row in letters.iterator(AT_ONCE)), AT_ONCE)


def entry(model, content_type, row):
    """One row of the index, with the gate of its letter."""
    code = f"Văn bản soạn theo mẫu số {row.pk}"
    text = code if row.confidential else words(row)
    return model(
        content_type=content_type,
        object_id=row.pk,
        locality_id=row.locality_id,
        confidential=row.confidential,
        draft_of_id=row.draft_of_id,
        constituency_id=row.constituency_id,
        title=(code if row.confidential else row.abstract)[:300],
        folded=" ".join(tokens(text)),
        exact=" ".join(text.lower().split()),
    )


def words(row) -> str:
    """What a letter is found by."""
    kind, document = kind_of(row.kind), row.document
    number = "/".join(filter(None, (document.number, document.symbol))) if document and document.number else ""
    return " ".join(filter(None, (row.abstract, kind.label if kind else "", number, row.symbol, row.issuer.name)))


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("documents", "0002_registers"),
        ("search", "0002_full_text"),
    ]

    operations = [migrations.RunPython(enter_letters, migrations.RunPython.noop, elidable=True)]
