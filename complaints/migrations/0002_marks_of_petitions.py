"""Petitions that became letters before digests of them were kept: their words still stand in the letter, where nobody
edited them there. Of one whose letter says other words now nothing more is known, and a file may bring it back.

What is there already stays: to run it again adds nothing.
"""

import hashlib
import re

from django.db import migrations

from coordination.lib.text import fold

LEFT = "Đã chuyển sang quy trình đơn thư."
"""All that such a petition still says."""
FROM_PETITION = re.compile(r"(.+)\n\(Chuyển từ kiến nghị (.+)\.\)", re.DOTALL)
"""How the letter says where it came from, under the words of the petition."""
MARK = 32


def keep_marks(apps, schema_editor):
    """Write the digest that leaving the register writes now."""
    petitions = apps.get_model("voters", "Petition")._base_manager.filter(content=LEFT, confidential=True)
    for summary, locality in apps.get_model("complaints", "Letter")._base_manager.values_list("summary", "locality"):
        found = FROM_PETITION.fullmatch(summary.strip())
        petition = found and petitions.filter(locality=locality, code=found[2]).first()
        if petition:
            said = f"{fold(found[1])}\n{petition.received_on}"
            mark = hashlib.sha256(said.encode()).hexdigest()[:MARK]
            rows = apps.get_model("exchange", "Withdrawn")._base_manager
            rows.get_or_create(locality_id=locality, kind="petitions", mark=mark)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
        ("exchange", "0003_withdrawn"),
        ("voters", "0009_day_to_accept"),
    ]

    operations = [migrations.RunPython(keep_marks, migrations.RunPython.noop, elidable=True)]
