"""What a paper is about, as it stands under the name of its type."""

from coordination.documents.choices import DocumentKind
from coordination.ui.show import capfirst


def abstract_of(title: str, kind: DocumentKind) -> str:
    """The title without the type it begins with: the head says that already ("BÁO CÁO" over "Kết quả giám sát …")."""
    rest = title[len(kind.label) :] if title.casefold().startswith(f"{kind.label} ".casefold()) else title
    return capfirst(rest.strip())
