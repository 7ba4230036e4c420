"""Petitions that may ask for the same: proposed to people, never merged by themselves.

Found by rare words through an index of terms (`voters/similarity`), whatever the number of petitions; old and new ones,
each with its classification, its result and its newest answer. Only what the user may see.
"""

from dataclasses import dataclass

from coordination.lib.text import fold
from voters.models import Petition, Reply
from voters.similarity.candidates import Rarity, candidates
from voters.similarity.comparing import ENOUGH, Likeness, Question
from voters.similarity.index import text_of
from voters.similarity.words import Terms, terms_of

LONGEST = 4_000
"""Characters of a text that are looked at: what is asked for stands in the first ones."""
COMPARED = ("id", "title", "content", "field", "place_id", "place_detail")


@dataclass(frozen=True)
class Proposal:
    """A petition that may ask for the same: how alike, why in words, and what was answered last."""

    petition: Petition
    likeness: Likeness
    reason: str
    answer: Reply | None = None

    @property
    def score(self) -> float:
        """For sorting; no measure that means something to people."""
        return self.likeness.score


def propose(*, text, field="", place=None, locality, user, village="", exclude=(), limit=5) -> list[Proposal]:
    """The petitions of a locality most like a text, best first, as far as the user may see them.

    `field` a code of `choices.Field`, `place` a locality or its key; both may be missing. `exclude` are keys.
    """
    rows = Petition.objects.visible_to(user)
    found = _ranked(rows, text, field, _key(place), _key(locality), village, set(exclude))[:limit]
    return _with_records(found, user)


def similar(petitions, petition: Petition, limit: int = 5) -> list[tuple[Petition, str]]:
    """The same for a petition that is written down: with the reason, out of the given rows."""
    taken = {petition.pk, petition.merged_into_id, *petition.merged.values_list("pk", flat=True)}
    found = _ranked(
        petitions,
        text_of(petition),
        petition.field,
        petition.place_id,
        petition.locality_id,
        petition.place_detail,
        taken,
    )
    chosen = found[:limit]
    records = petitions.in_bulk([row.petition.pk for row in chosen])
    return [(records[row.petition.pk], row.reason) for row in chosen]


def _ranked(rows, text: str, field: str, place_id, locality_id, village: str, exclude: set) -> list[Proposal]:
    """All candidates that are alike enough; their petitions hold only what was compared."""
    terms = terms_of(text[:LONGEST], places=(village,))
    if not terms.strong:
        return []
    rarity = Rarity(locality_id, terms.strong)
    keys = [key for key in candidates(locality_id, terms, rarity) if key not in exclude]
    question = Question(terms, rarity)
    found = []
    for other in rows.filter(pk__in=keys).select_related(None).order_by().only(*COMPARED):
        alike = question.likeness(
            terms_of(text_of(other)[:LONGEST], places=(other.place_detail,)),
            same_field=bool(field) and field == other.field,
            same_place=place_id is not None and place_id == other.place_id,
            same_village=bool(village) and fold(village) == fold(other.place_detail),
        )
        if alike.words >= ENOUGH:
            found.append(Proposal(other, alike, _reason(alike, terms, field, place_id, other)))
    return sorted(found, key=lambda row: (-row.score, -row.petition.pk))


def _reason(alike: Likeness, terms: Terms, field: str, place_id, other: Petition) -> str:
    """Why it is proposed, in words: what both say, the field, the place."""
    said = [words for term, words in terms.written.items() if term in alike.shared[:4]]
    reasons = [f"cùng nói: {', '.join(said)}"] if said else []
    if field and other.field:
        reasons.append("cùng lĩnh vực" if field == other.field else "khác lĩnh vực")
    if place_id and other.place_id:
        reasons.append("cùng địa bàn" if place_id == other.place_id else "khác địa bàn")
    return "; ".join(reasons)


def _with_records(found: list[Proposal], user) -> list[Proposal]:
    """The proposals with whole petitions and their newest answers."""
    keys = [row.petition.pk for row in found]
    if not keys:
        return []
    petitions = Petition.objects.visible_to(user).select_related("place", "competent_body", "session").in_bulk(keys)
    replies = Reply.objects.visible_to(user).filter(petition__in=keys).select_related("body").order_by("sent_on", "id")
    newest = {reply.petition_id: reply for reply in replies}
    return [
        Proposal(petitions[row.petition.pk], row.likeness, row.reason, newest.get(row.petition.pk))
        for row in found
        if row.petition.pk in petitions
    ]


def _key(place):
    return getattr(place, "pk", place)
