"""Petitions that may ask for the same: proposed to people, never merged by themselves.

Found by rare words through an index of terms (`voters/similarity`), whatever the number of petitions; old and new ones,
each with its classification, its result and its newest answer. Only what the user may see.
"""

from dataclasses import dataclass, replace

from coordination.lib.text import fold
from coordination.people.choices import Level
from coordination.people.visibility import with_predecessors
from voters.models import Petition, Reply
from voters.queries.merging import told_apart
from voters.similarity.candidates import Rarity, candidates, seen
from voters.similarity.comparing import ENOUGH, Likeness, Question
from voters.similarity.index import text_of
from voters.similarity.words import said_alike, terms_of

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
    old_place: str = ""
    """Whose register it stands in, where that is a locality that was taken over: it is read there, not written."""
    other_place: str = ""
    """Whose register it stands in, where that is another locality of today."""

    @property
    def score(self) -> float:
        """For sorting; no measure that means something to people."""
        return self.likeness.score


def propose(
    *, text, field="", place=None, locality, user, village="", exclude=(), limit=5, everywhere=False
) -> list[Proposal]:
    """The petitions of a locality most like a text, best first, as far as the user may see them.

    `field` a code of `choices.Field`, `place` a locality or its key; both may be missing. `exclude` are keys. With
    `everywhere` also those of the places that the user's locality took over, of the province above and of the communes
    below: what a commune's voters asked of the province stands in the province's register.
    """
    rows, key = Petition.objects.visible_to(user), _key(locality)
    places = with_predecessors(_key(place)) if everywhere and place else {_key(place)}
    registers, below = _registers(user.acting) if everywhere and user.acting.locality_id == key else ({key}, None)
    found = _ranked(rows, text, field, places, registers, village, set(exclude), below=below)[:limit]
    return _with_records(found, key, user)


def _registers(membership) -> tuple[set[int], int | None]:
    """The registers in which one may see something, and the locality whose communes are looked into besides."""
    own = membership.locality
    above = {own.parent_id} - {None}
    return {*membership.locality_ids, *above}, own.pk if own.level == Level.PROVINCE else None


def similar(petitions, petition: Petition, limit: int = 5) -> list[tuple[Petition, str]]:
    """The same for a petition that is written down: with the reason, out of the given rows."""
    taken = {petition.pk, petition.merged_into_id, *petition.merged.values_list("pk", flat=True)}
    taken |= told_apart(petition)
    found = _ranked(
        petitions,
        text_of(petition),
        petition.field,
        {petition.place_id},
        {petition.locality_id},
        petition.place_detail,
        taken,
    )
    chosen = found[:limit]
    records = petitions.in_bulk([row.petition.pk for row in chosen])
    return [(records[row.petition.pk], row.reason) for row in chosen]


def _ranked(rows, text: str, field: str, places, registers, village: str, exclude: set, below=None) -> list[Proposal]:
    """All candidates that are alike enough; their petitions hold only what was compared.

    `places` are the keys of one place: its own and those of what it took over; `registers` those of localities, with
    those of the communes of `below`.
    """
    terms = terms_of(text[:LONGEST], places=(village,))
    if not terms.strong:
        return []
    rarity, places = Rarity(registers, terms.strong, below), set(places) - {None}
    keys = seen(rows, [key for key in candidates(terms, rarity) if key not in exclude])
    question = Question(terms, rarity)
    found = []
    for other in rows.filter(pk__in=keys).select_related(None).order_by().only(*COMPARED):
        said = terms_of(text_of(other)[:LONGEST], places=(other.place_detail,))
        alike = question.likeness(
            said,
            same_field=bool(field) and field == other.field,
            same_place=other.place_id in places,
            same_village=bool(village) and fold(village) == fold(other.place_detail),
        )
        if alike.words >= ENOUGH and not alike.is_weak:
            words = [said_alike(term, terms, said) for term in terms.written if term in alike.shared[:4]]
            found.append(Proposal(other, alike, _reason(words, field, places, other)))
    return sorted(found, key=lambda row: (-row.score, -row.petition.pk))


def _reason(said: list[str], field: str, places: set, other: Petition) -> str:
    """Why it is proposed, in words: what both say, each as it says it; the field, the place."""
    reasons = [f"cùng nói: {', '.join(said)}"] if said else []
    if field and other.field:
        reasons.append("cùng lĩnh vực" if field == other.field else "khác lĩnh vực")
    if places and other.place_id:
        reasons.append("cùng địa bàn" if other.place_id in places else "khác địa bàn")
    return "; ".join(reasons)


def _with_records(found: list[Proposal], own: int, user) -> list[Proposal]:
    """The proposals with whole petitions, their newest answers, and whose they are where not of the `own` register."""
    keys = [row.petition.pk for row in found]
    if not keys:
        return []
    related = ("place", "competent_body", "session", "locality")
    petitions = Petition.objects.visible_to(user).select_related(*related).in_bulk(keys)
    replies = Reply.objects.visible_to(user).filter(petition__in=keys).select_related("body").order_by("sent_on", "id")
    newest = {reply.petition_id: reply for reply in replies}
    return [
        replace(
            row,
            petition=whole,
            answer=newest.get(whole.pk),
            **_elsewhere(whole, own),
        )
        for row in found
        if (whole := petitions.get(row.petition.pk))
    ]


def _elsewhere(petition: Petition, own: int) -> dict[str, str]:
    """Whose register it stands in, where that is not the own one."""
    if petition.locality_id == own:
        return {}
    return {"old_place" if petition.locality.is_ended else "other_place": str(petition.locality)}


def _key(place):
    return getattr(place, "pk", place)
