"""Writing the one table of whom a record concerns."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType

from coordination.people.models import Body, Concern


def write_concerns(record) -> None:
    """Make the stored concerns of a record equal to `record.concerned()`: rows missing are added, others removed."""
    write_all_concerns([record])


def write_all_concerns(records: Sequence) -> None:
    """The same for many records of one model, together."""
    content_type = ContentType.objects.get_for_model(records[0])
    stored: dict[int, dict[tuple, int]] = defaultdict(dict)
    for row in Concern.objects.filter(content_type=content_type, object_id__in=[record.pk for record in records]):
        stored[row.object_id][(row.as_what, row.body_id, row.person_id)] = row.pk
    wanted = {
        record.pk: {_key(as_what, who) for as_what, who in record.concerned() if who is not None} for record in records
    }
    gone = [row for key, rows in stored.items() for what, row in rows.items() if what not in wanted[key]]
    Concern.objects.filter(pk__in=gone).delete()
    Concern.objects.bulk_create(
        Concern(content_type=content_type, object_id=key, as_what=as_what, body_id=body, person_id=person)
        for key, concerns in wanted.items()
        for as_what, body, person in sorted(concerns - stored[key].keys(), key=str)
    )


def _key(as_what, who) -> tuple:
    return (str(as_what), who.pk, None) if isinstance(who, Body) else (str(as_what), None, who.pk)
