"""How the public version of a petition moves."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from voters.choices import PublicationStatus
from voters.models import Publication


def unpublishable(publication) -> str | None:
    """Why a petition may not be shown to everybody; the petition itself is asked, whatever the copy says."""
    petition = publication.petition
    if petition.confidential:
        return "Kiến nghị mật không đăng công khai."
    if petition.draft_of_id:
        return "Kiến nghị còn là bản nháp, chưa gửi ra ngoài."
    if petition.merged_into_id:
        return f"Đã gộp vào {petition.merged_into.code}; đăng kiến nghị ấy."
    return None


PUBLICATION = transitions(
    Publication,
    Transition("prepare", "Soạn bản công khai", (), PublicationStatus.DRAFT, Permission.PETITION_PUBLISH),
    Transition(
        "publish",
        "Đăng công khai",
        (PublicationStatus.DRAFT,),
        PublicationStatus.PUBLISHED,
        Permission.PETITION_PUBLISH,
        primary=True,
        unless=unpublishable,
    ),
    Transition(
        "withdraw",
        "Gỡ khỏi trang công khai",
        (PublicationStatus.PUBLISHED,),
        PublicationStatus.WITHDRAWN,
        Permission.PETITION_PUBLISH,
    ),
    Transition(
        "redraft",
        "Soạn lại để đăng",
        (PublicationStatus.WITHDRAWN,),
        PublicationStatus.DRAFT,
        Permission.PETITION_PUBLISH,
        primary=True,
    ),
)
