"""Writing the one table of whom a record concerns."""

from django.contrib.contenttypes.models import ContentType

from coordination.people.models import Body, Concern


def write_concerns(record) -> None:
    """Make the stored concerns of a record equal to `record.concerned()`: rows missing are added, others removed."""
    content_type = ContentType.objects.get_for_model(record)
    stored = {
        (row.as_what, row.body_id, row.person_id): row.pk
        for row in Concern.objects.filter(content_type=content_type, object_id=record.pk)
    }
    wanted = {_key(as_what, who) for as_what, who in record.concerned() if who is not None}
    Concern.objects.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
    Concern.objects.bulk_create(
        Concern(content_type=content_type, object_id=record.pk, as_what=as_what, body_id=body, person_id=person)
        for as_what, body, person in sorted(wanted - stored.keys(), key=str)
    )


def _key(as_what, who) -> tuple:
    return (str(as_what), who.pk, None) if isinstance(who, Body) else (str(as_what), None, who.pk)
