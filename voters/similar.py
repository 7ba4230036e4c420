"""Petitions that may ask for the same."""

from django.db.models import Q, QuerySet

from coordination.lib.text import fold
from voters.models import Petition


def similar(petitions: QuerySet, petition: Petition, limit: int = 5) -> list[tuple[Petition, str]]:
    """Petitions that may ask for the same, most alike first, each with the reason in words.

    Candidates share the field or the place; what decides is how many words of the titles they share, accents ignored.
    """
    alike = Q(field=petition.field) & ~Q(field="") | Q(place=petition.place_id) & Q(place__isnull=False)
    candidates = petitions.filter(alike, locality=petition.locality_id).exclude(pk=petition.pk)
    words = _words(petition)
    scored = [(_likeness(petition, words, other), other) for other in candidates.order_by("-received_on", "-id")[:300]]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])[:limit]
    return [(other, _reason(petition, other)) for _score, other in best]


ALIKE = 5
"""Points from which two petitions are shown side by side: two for each shared word, one for field and place each."""


SMALL_WORDS = frozenset(
    ("cac", "cho", "co", "cua", "da", "de", "do", "duoc", "khong", "la", "len", "mot", "nghi", "nhung", "o", "qua")
    + ("tai", "tu", "va", "ve", "vi", "voi", "xin")
)


def _words(petition: Petition) -> set[str]:
    letters = "".join(char if char.isalnum() else " " for char in fold(petition.title))
    return {word for word in letters.split() if word not in SMALL_WORDS}


def _likeness(petition: Petition, words: set[str], other: Petition) -> int:
    same_place = petition.place_id is not None and petition.place_id == other.place_id
    return 2 * len(words & _words(other)) + (petition.field == other.field) + same_place


def _reason(petition: Petition, other: Petition) -> str:
    reasons = ["cùng lĩnh vực" if petition.field == other.field else "khác lĩnh vực"]
    if petition.place_id and other.place_id:
        reasons.append("cùng địa bàn" if petition.place_id == other.place_id else "khác địa bàn")
    if shared := len(_words(petition) & _words(other)):
        reasons.append(f"chung {shared} từ")
    return ", ".join(reasons)
