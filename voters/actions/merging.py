"""What people do with groups of petitions that ask for the same."""

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.workflow import door


@transaction.atomic
def merge(petition, *, by, lead):
    """Put a petition under the one that leads its group. It keeps its source and goes on being counted."""
    if lead.pk == petition.pk:
        raise ValidationError({"merged_into": "Không gộp một kiến nghị vào chính nó."})
    if lead.locality_id != petition.locality_id:
        raise ValidationError({"merged_into": "Chỉ gộp kiến nghị trong cùng một địa phương."})
    if lead.merged_into_id:
        raise ValidationError({"merged_into": f"{lead.code} đã gộp vào kiến nghị khác; chọn kiến nghị đứng đầu nhóm."})
    if petition.merged.exists():
        raise ValidationError({"merged_into": f"{petition.code} đang đứng đầu một nhóm; hãy gỡ nhóm trước."})
    petition.merged_into = lead
    return door.change(petition, by=by, note=f"Gộp vào {lead.code}")


def unmerge(petition, *, by):
    """Take a petition out of its group."""
    petition.merged_into = None
    return door.change(petition, by=by, note="Gỡ khỏi nhóm")
