"""Who is competent? Rules of the office first, then what decided cases say, less what was refused. It proposes only."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from coordination.lib.dates import screen
from coordination.lib.memory import remembered, remembering
from coordination.lib.numbers import vi
from coordination.lib.text import fold
from coordination.people.models import Body, Locality
from voters import competence
from voters.choices import JurisdictionLevel
from voters.models import CompetenceRule, Petition, Referral
from voters.queries import routing as queries
from voters.queries.succession import Heirs, committee_of, counterpart, end_of

MOST = 5
"""Proposals shown: more is no help."""
BY_RULE, BY_REFUSER, BY_CASES = 100, 60, 20
PER_CASE, MOST_BY_CASES = 5, 40
PER_REFUSAL = 15
PER_NAMING = 10
LONG = 120
"""Letters of a refusal's reason that a proposal quotes."""


@dataclass(frozen=True)
class Facts:
    """What is known of a petition when somebody asks who is competent. `text` is searched for words of rules."""

    locality: Locality
    field: str = ""
    level: str = ""
    kind: str = ""
    place: Locality | None = None
    text: str = ""
    petition: Petition | None = None

    @classmethod
    def of(cls, petition: Petition, **other) -> "Facts":
        """The facts of a petition; `other` are those typed just now and not saved."""
        known = {
            "locality": petition.locality,
            "field": petition.field,
            "level": petition.level,
            "kind": petition.kind,
            "place": petition.place,
            "text": f"{petition.title} {petition.content}",
            "petition": petition if petition.pk else None,
        }
        return cls(**known | other)


@dataclass
class Proposal:
    """One body with the reason in words; `strength` only orders (rules above cases, refusals lower). The level is one
    that the body has."""

    body: Body
    level: str
    reason: str
    rule: CompetenceRule | None
    strength: int

    @property
    def field(self) -> str:
        """What the rule is about."""
        return self.rule.field if self.rule else ""

    @property
    def picked(self) -> str:
        """What a press on it says: body, level and field."""
        return f"{self.body.pk}:{self.level}:{self.field}"

    @property
    def level_words(self) -> str:
        """The level in words, empty where none is known."""
        return JurisdictionLevel(self.level).label if self.level else ""


def by_rules(petitions, *, reader) -> dict[int, Proposal]:
    """Of many petitions the first body that the rules name and that did not refuse it, by key of the petition. The
    rules of each register are read once; experience is asked only of one petition at a time (`propose`)."""
    with remembering():
        return _by_rules_of_many(petitions, reader, timezone.localdate())


def _by_rules_of_many(petitions, reader, on: date) -> dict[int, Proposal]:
    heirs = Heirs(on)
    registers = {petition.locality_id: petition.locality for petition in petitions}
    rules = {key: _rules(place, reader, on) for key, place in registers.items()}
    refused = Referral.objects.filter(petition__in=petitions, refused_on__isnull=False)
    refusers = set(refused.values_list("petition", "to"))
    found = {}
    for petition in petitions:
        bodies: dict[int, Proposal] = {}
        for proposal in _matching(rules[petition.locality_id], Facts.of(petition), on):
            _take(bodies, proposal, heirs)
        rest = [row for row in bodies.values() if (petition.pk, row.body.pk) not in refusers]
        if rest:
            found[petition.pk] = min(rest, key=_best_first)
    return found


def _best_first(proposal: Proposal) -> tuple:
    return -proposal.strength, proposal.body.name, proposal.body.pk


def propose(about: Petition | Facts, *, reader=None, on: date | None = None) -> list[Proposal]:
    """Bodies that may be competent, best first, each once. With a `reader` nothing is told that they may not see.

    A body that refused this very petition is left out (`refusers` names it); an ended body gives way to its successor.
    """
    facts = Facts.of(about) if isinstance(about, Petition) else about
    on = on or timezone.localdate()
    heirs = Heirs(on)
    refused_here = _refused_here(facts)
    found: dict[int, Proposal] = {}
    cases = _cases(facts, reader, heirs)
    for proposal in [*_by_rules(facts, reader, on), *_by_refuser(facts), *_by_cases(facts, cases)]:
        _take(found, proposal, heirs)
    for proposal in found.values():
        _lower(proposal, cases)
    rest = [proposal for proposal in found.values() if proposal.body.pk not in refused_here]
    return sorted(rest, key=_best_first)[:MOST]


def refusers(petition: Petition) -> list[tuple[Body, str]]:
    """Who refused this petition, with the reason, newest first."""
    rows = petition.referrals.filter(refused_on__isnull=False).select_related("to").order_by("-refused_on", "-id")
    return [(row.to, row.refusal) for row in rows]


def warnings(pairs, *, reader) -> dict[int, str]:
    """Of petitions about to be forwarded, each with its body: that this body refused it, or the like, with the newest
    reason; by key of the petition. One question, however many petitions."""
    pairs = [(petition, body) for petition, body in pairs if body]
    if not pairs:
        return {}
    bodies = {body.pk for _petition, body in pairs}
    registers = {petition.locality_id for petition, _body in pairs}
    refused = queries.newest_refusals(Referral.objects.visible_to(reader), bodies, registers)
    found = {}
    for petition, body in pairs:
        of_body = [row for row in refused if row.to_id == body.pk]
        itself = [row for row in of_body if row.petition_id == petition.pk]
        like = [row for row in of_body if _is_like(row.petition, petition)]
        if itself:
            found[petition.pk] = f"{body} đã từ chối chính kiến nghị này: “{_short(itself[0].refusal)}”"
        elif like:
            what = "kiến nghị cùng lĩnh vực, cùng cấp địa bàn" if petition.place else "kiến nghị cùng lĩnh vực"
            found[petition.pk] = f"{body} đã từ chối {vi(len(like))} {what}: “{_short(like[0].refusal)}”"
    return found


def _is_like(other: Petition, petition: Petition) -> bool:
    """Of the same field, level of competence and level of place in the same register: as `queries.alike` asks."""
    places = [row.place.level if row.place else None for row in (other, petition)]
    levels = not petition.level or other.level == petition.level
    same = (other.locality_id, other.field) == (petition.locality_id, petition.field)
    return bool(petition.field) and same and levels and places[0] == places[1]


def _refused_here(facts: Facts) -> set[int]:
    if facts.petition is None:
        return set()
    return set(facts.petition.referrals.filter(refused_on__isnull=False).values_list("to", flat=True))


def _take(found: dict[int, Proposal], proposal: Proposal, heirs: Heirs) -> None:
    """Put the successor in the place of an ended body; of two reasons for one body both are said, the better counts."""
    heir = heirs.of(proposal.body)
    if heir is None:
        return
    if heir != proposal.body:
        ended = screen(end_of(proposal.body))
        proposal.reason = f"{proposal.reason}; {proposal.body} đã kết thúc {ended}, kế thừa là {heir}"
        proposal.body = heir
    proposal.level = competence.fitting(heir, proposal.level)
    known = found.get(heir.pk)
    if known is None:
        found[heir.pk] = proposal
        return
    best, other = (known, proposal) if known.strength >= proposal.strength else (proposal, known)
    best.reason = f"{best.reason}; {other.reason}"
    found[heir.pk] = best


# --- Rules -----------------------------------------------------------------------------------------------------------


def _by_rules(facts: Facts, reader, on: date) -> list[Proposal]:
    return _matching(_rules(facts.locality, reader, on), facts, on)


def _rules(locality: Locality, reader, on: date) -> list[CompetenceRule]:
    """The rules of a register that hold on a day."""
    rules = CompetenceRule.objects.filter(locality=locality)
    rules = rules.visible_to(reader) if reader else rules
    return list(queries.rules_in_force(rules, on).select_related("body__locality", "place"))


def _matching(rules: list[CompetenceRule], facts: Facts, on: date) -> list[Proposal]:
    """Those that hold for these facts; the more a rule asks for, the stronger it is."""
    text = f" {_plain(facts.text)} "
    proposals = []
    for rule in rules:
        weight = _match(rule, facts, text)
        body = _body_of(rule, facts, on) if weight else None
        if body:
            level = rule.level or facts.level
            proposals.append(Proposal(body, level, _rule_words(rule), rule, BY_RULE + weight))
    return proposals


def _match(rule: CompetenceRule, facts: Facts, text: str) -> int:
    """How specific a rule is to these facts; 0 where it does not hold.

    A field or level that nobody has said yet does not exclude a rule: then its words, or its place, speak for it.
    """
    if rule.words and not any(f" {_plain(word)} " in text for word in rule.word_list):
        return 0
    if rule.field and rule.field != facts.field and (facts.field or not rule.words):
        return 0
    if rule.level and facts.level and rule.level != facts.level:
        return 0
    if rule.kind and rule.kind != facts.kind:
        return 0
    near = _nearness(rule.place, facts.place)
    if rule.place_id and not near:
        return 0
    said_field, said_level = bool(rule.field and facts.field), bool(rule.level and facts.level)
    return 1 + 8 * bool(rule.words) + 2 * near + 2 * said_field + said_level + bool(rule.kind)


def _nearness(asked: Locality | None, place: Locality | None) -> int:
    """2: the rule's place itself; 1: a commune of it; 0: elsewhere, or nothing asked."""
    if asked is None or place is None:
        return 0
    if asked.pk == place.pk:
        return 2
    return int(asked.pk == place.parent_id)


def _plain(text: str) -> str:
    """Folded text of words and single spaces."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


def _body_of(rule: CompetenceRule, facts: Facts, on: date) -> Body | None:
    if not rule.local_committee:
        return rule.body
    return _committee_of(facts.place, on) if facts.place else None


_committee_of = remembered(committee_of)
"""Asked once for each place where many petitions are proposed for together."""


def _rule_words(rule: CompetenceRule) -> str:
    return f"quy tắc: {rule.topic} ({rule.ground})"


# --- Cases -----------------------------------------------------------------------------------------------------------


def _by_refuser(facts: Facts) -> list[Proposal]:
    """The body that somebody who refused this petition named as the right one."""
    refusal = queries.last_refusal(facts.petition) if facts.petition else None
    if refusal is None or refusal.right_body is None:
        return []
    words = f"{refusal.to} chỉ ra khi từ chối ngày {screen(refusal.refused_on)}"
    return [Proposal(refusal.right_body, facts.level, words, None, BY_REFUSER + BY_CASES)]


def _cases(facts: Facts, reader, heirs: Heirs) -> dict[int, queries.Experience]:
    """What became of referrals of petitions of the same field and level of place; this petition is no example.

    By body as it is here and today: of the committee of another commune the one of this place, of an ended body its
    successor.
    """
    if not facts.field:
        return {}
    rows = Referral.objects.visible_to(reader) if reader else Referral.objects.filter(confidential=False)
    rows = queries.alike(rows, locality=facts.locality, topic=facts.field, place=facts.place, level=facts.level)
    found: dict[int, queries.Experience] = {}
    for case in queries.experiences(rows.exclude(petition=facts.petition) if facts.petition else rows):
        here = _here(case.body, facts)
        if heir := here and heirs.of(here):
            if heir.pk in found:
                found[heir.pk].add(case)
            else:
                found[heir.pk] = replace(case, body=heir)
    return found


def _here(body: Body, facts: Facts) -> Body | None:
    """The body itself; of a commune elsewhere the one with the same task in this place, or none."""
    if body.locality_id == facts.locality.pk:
        return body
    if facts.place is None:
        return None
    if body.locality_id != facts.place.pk and body.locality.level == facts.place.level:
        return counterpart(body, facts.place)
    return body


def _by_cases(facts: Facts, cases) -> list[Proposal]:
    """Bodies that took such petitions, or were named by a refuser."""
    return [
        Proposal(
            case.body,
            case.level or facts.level,
            _case_words(case, facts),
            None,
            BY_CASES + min(PER_CASE * case.accepted, MOST_BY_CASES) + PER_NAMING * case.named,
        )
        for case in cases.values()
        if case.accepted or case.named
    ]


def _case_words(case, facts: Facts) -> str:
    """ "đã nhận 7, từ chối 0 kiến nghị cùng lĩnh vực, cùng cấp địa bàn"."""
    words = f"đã nhận {vi(case.accepted)}, từ chối {vi(case.refused)} kiến nghị cùng lĩnh vực"
    if facts.place:
        words = f"{words}, cùng cấp địa bàn"
    if case.named:
        words = f"{words}; được nơi từ chối chỉ ra {vi(case.named)} lần"
    return words


def _lower(proposal: Proposal, cases) -> None:
    """Each refusal of such petitions counts against the body, and is said."""
    case = cases.get(proposal.body.pk)
    if case is None or not case.refused:
        return
    proposal.strength = max(proposal.strength - PER_REFUSAL * case.refused, 0)
    words = f"từ chối {vi(case.refused)} lần: lý do mới nhất “{_short(case.newest_reason)}”"
    proposal.reason = f"{proposal.reason}; {words}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONG else f"{line[:LONG].rsplit(' ', 1)[0]}…"
