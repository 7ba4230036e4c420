"""Petitions that may ask for the same: proposed to people, never merged by themselves.

Found by rare words through an index of terms (`voters/similarity`), whatever the number of petitions; old and new ones,
each with its classification, its result and its newest answer. Only what the user may see.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from coordination.lib.text import fold
from coordination.people.choices import Level
from coordination.people.visibility import with_predecessors
from voters.models import Petition, Reply
from voters.queries.merging import not_same_as
from voters.similarity.candidates import Rarity, candidates, seen
from voters.similarity.comparing import ENOUGH, Likeness, Question
from voters.similarity.index import text_of
from voters.similarity.words import Terms, said_alike, terms_of

LONGEST = 4_000
"""Characters of a text that are looked at: what is asked for stands in the first ones."""
COMPARED = ("id", "title", "content", "field", "place_id", "place_detail", "locality_id", "came_from_id")


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
    copies: tuple[str, ...] = ()
    """The same petition in other registers, which it was sent up from or to: code and whose register."""

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
    question = Asked(text, field, places, village, set(exclude))
    (found,) = _ranked(rows, [question], registers, below=below)
    found, copies = _once(found, key)
    return _with_records(found[:limit], key, user, copies)


def _once(found: list[Proposal], own: int) -> tuple[list[Proposal], dict[int, list[int]]]:
    """Of petitions that were sent up and stand in several registers one each, at the place of the best: that of the
    own register, else the upper one; and for its key those of the others."""
    shown = {row.petition.pk: row for row in found}
    groups: dict[int, list[Proposal]] = {}
    for row in found:
        groups.setdefault(_source(row.petition, shown), []).append(row)
    chosen, copies = [], {}
    for rows in groups.values():
        first = max(rows, key=lambda row: (row.petition.locality_id == own, row.petition.pk))
        chosen.append(first)
        copies[first.petition.pk] = [row.petition.pk for row in rows if row is not first]
    return chosen, copies


def _source(petition: Petition, shown: dict[int, Proposal]) -> int:
    """The key of the petition among those found that it was sent up from, however many levels below."""
    while petition.came_from_id in shown:
        petition = shown[petition.came_from_id].petition
    return petition.pk


def propose_for_each(petitions, user, limit=8) -> list[list[Proposal]]:
    """For each of these petitions of one register those most like it in the same one, all asked for together."""
    if not petitions:
        return []
    rows, register = Petition.objects.visible_to(user), petitions[0].locality_id
    questions = [
        Asked(text_of(petition), petition.field, {petition.place_id}, petition.place_detail, {petition.pk})
        for petition in petitions
    ]
    ranked = [found[:limit] for found in _ranked(rows, questions, {register})]
    whole = {row.petition.pk: row for row in _with_records([row for found in ranked for row in found], register, user)}
    return [
        [replace(whole[row.petition.pk], likeness=row.likeness, reason=row.reason) for row in found
         if row.petition.pk in whole]
        for found in ranked
    ]  # fmt: skip


def _registers(membership) -> tuple[set[int], int | None]:
    """The registers in which one may see something, and the locality whose communes are looked into besides."""
    own = membership.locality
    above = {own.parent_id} - {None}
    return {*membership.locality_ids, *above}, own.pk if own.level == Level.PROVINCE else None


def similar(petitions, petition: Petition, limit: int = 5) -> list[tuple[Petition, str]]:
    """The same for a petition that is written down: with the reason, out of the given rows."""
    taken = {petition.pk, petition.merged_into_id, *petition.merged.values_list("pk", flat=True)}
    taken |= not_same_as(petition)
    question = Asked(text_of(petition), petition.field, {petition.place_id}, petition.place_detail, taken)
    (found,) = _ranked(petitions, [question], {petition.locality_id})
    chosen = found[:limit]
    records = petitions.in_bulk([row.petition.pk for row in chosen])
    return [(records[row.petition.pk], row.reason) for row in chosen]


@dataclass(frozen=True)
class Asked:
    """What is compared with others: a text, and where it belongs."""

    text: str
    field: str
    places: set[int | None]
    """Keys of one place: its own and those of what it took over."""
    village: str
    exclude: set[int | None]
    """Keys of petitions that are not proposed."""

    @cached_property
    def terms(self) -> Terms:
        """Its terms."""
        return terms_of(self.text[:LONGEST], places=(self.village,))


def _ranked(rows, questions: list[Asked], registers, below=None) -> list[list[Proposal]]:
    """For each question all candidates that are alike enough; their petitions hold only what was compared.

    `registers` are keys of localities, with those of the communes of `below`.
    """
    strong = dict.fromkeys(term for question in questions for term in question.terms.strong)
    if not strong:
        return [[] for _question in questions]
    rarity = Rarity(registers, list(strong), below)
    found = candidates([question.terms for question in questions], rarity)
    found = [
        [key for key in keys if key not in question.exclude] for question, keys in zip(questions, found, strict=True)
    ]
    keys = seen(rows, found)
    wanted = rows.filter(pk__in={key for some in keys for key in some}).select_related(None).order_by()
    others = {other.pk: other for other in wanted.only(*COMPARED)}
    said = {pk: terms_of(text_of(row)[:LONGEST], places=(row.place_detail,)) for pk, row in others.items()}
    return [
        _alike(question, rarity, [others[key] for key in some if key in others], said)
        for question, some in zip(questions, keys, strict=True)
    ]


def _alike(asked: Asked, rarity: Rarity, others: list[Petition], said: dict[int, Terms]) -> list[Proposal]:
    """Those of the candidates that are alike enough, best first."""
    terms, places = asked.terms, asked.places - {None}
    question, found = Question(terms, rarity), []
    for other in others:
        alike = question.likeness(
            said[other.pk],
            same_field=bool(asked.field) and asked.field == other.field,
            same_place=other.place_id in places,
            same_village=bool(asked.village) and fold(asked.village) == fold(other.place_detail),
        )
        if alike.words >= ENOUGH and not alike.is_weak:
            words = [said_alike(term, terms, said[other.pk]) for term in terms.written if term in alike.shared[:4]]
            found.append(Proposal(other, alike, _reason(words, asked.field, places, other)))
    return sorted(found, key=lambda row: (-row.score, -row.petition.pk))


def _reason(said: list[str], field: str, places: set, other: Petition) -> str:
    """Why it is proposed, in words: what both say, each as it says it; the field, the place."""
    reasons = [f"cùng nói: {', '.join(said)}"] if said else []
    if field and other.field:
        reasons.append("cùng lĩnh vực" if field == other.field else "khác lĩnh vực")
    if places and other.place_id:
        reasons.append("cùng địa bàn" if other.place_id in places else "khác địa bàn")
    return "; ".join(reasons)


def _with_records(found: list[Proposal], own: int, user, copies=MappingProxyType({})) -> list[Proposal]:
    """The proposals with whole petitions, their newest answers, and whose they are where not of the `own` register."""
    keys = [row.petition.pk for row in found]
    if not keys:
        return []
    related = ("place", "competent_body", "session", "locality", "batch")
    beside = [key for row in keys for key in copies.get(row, ())]
    petitions = Petition.objects.visible_to(user).select_related(*related).in_bulk([*keys, *beside])
    replies = Reply.objects.visible_to(user).filter(petition__in=keys).select_related("body").order_by("sent_on", "id")
    newest = {reply.petition_id: reply for reply in replies}
    return [
        replace(
            row,
            petition=whole,
            answer=newest.get(whole.pk),
            copies=tuple(_named(petitions[key]) for key in copies.get(whole.pk, ()) if key in petitions),
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


def _named(petition: Petition) -> str:
    return f"{petition.case_code}, {petition.locality}"


def _key(place):
    return getattr(place, "pk", place)
