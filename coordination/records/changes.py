"""What differs between two versions of a row, for its history."""

SKIPPED = {"revision", "changed_at", "created_at", "password", "last_login"}


def differences(before, after) -> dict[str, list[str]]:
    """Names of changed fields with old and new value as text."""
    return {
        field.name: [str(getattr(before, field.attname)), str(getattr(after, field.attname))]
        for field in after._meta.concrete_fields
        if field.name not in SKIPPED and getattr(before, field.attname) != getattr(after, field.attname)
    }
