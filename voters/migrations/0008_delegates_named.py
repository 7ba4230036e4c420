"""The delegate through whom a petition came is concerned with it, also of petitions stored before that was written down.

What is there already stays: to run it again adds nothing.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef

AT_ONCE = 1000
NAMED = "named"
CONCERNED = {
    "petition": "raised_by",
    "referral": "petition__raised_by",
    "reply": "petition__raised_by",
    "verdict": "petition__raised_by",
    "contribution": "petition__raised_by",
    "publication": "petition__raised_by",
}
"""Records that concern whomever their petition concerns, and where they find the delegate."""


def name_delegates(apps, schema_editor):
    """Write the concern that `write_concerns` would write now, a thousand rows at a time."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="voters")
    for kind in kinds.filter(model__in=CONCERNED):  # none on an empty database: it has no rows either
        _name_in(apps, kind)


def _name_in(apps, kind):
    concerns = apps.get_model("people", "Concern").objects
    person = CONCERNED[kind.model]
    known = concerns.filter(content_type=kind, object_id=OuterRef("pk"), person=OuterRef(person), as_what=NAMED)
    rows = apps.get_model("voters", kind.model)._base_manager.filter(**{f"{person}__isnull": False})
    rows = rows.exclude(Exists(known)).order_by("pk").annotate(delegate=F(person)).values_list("pk", "delegate")
    last = 0
    while found := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        concerns.bulk_create(
            concerns.model(content_type=kind, object_id=pk, person_id=delegate, as_what=NAMED) for pk, delegate in found
        )
        last = found[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("voters", "0007_told_by_place"),
        ("people", "0004_department_leader"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(name_delegates, migrations.RunPython.noop, elidable=True)]
