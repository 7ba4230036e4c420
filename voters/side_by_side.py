"""Petitions beside each other: what is the same, and what only one of them says."""

import re
from dataclasses import dataclass, field

from coordination.lib.dates import screen
from coordination.lib.text import fold
from voters.models import ContactMeeting, Petition, Reply
from voters.queries import naming
from voters.similarity.index import text_of
from voters.similarity.words import STOP, terms_of

TOKEN = re.compile(r"\w+|[.,;:!?()“”\"]")
MOST = 8
"""Phrases that are named of one petition; who wants more reads the text above."""


@dataclass(frozen=True)
class Fact:
    """One line of a petition's card, and whether the petitions beside it say something else."""

    label: str
    value: str
    is_different: bool


@dataclass(frozen=True)
class Card:
    """A petition, its facts, what only it says, and its newest answer."""

    petition: Petition
    facts: list[Fact]
    only: list[str] = field(default_factory=list)
    reply: Reply | None = None


def side_by_side(petitions, user) -> list[Card]:
    """A card for each petition."""
    told = naming.known(ContactMeeting, user).select_related("place")
    meetings = told.in_bulk({petition.meeting_id for petition in petitions} - {None})
    facts = [_facts(petition, meetings.get(petition.meeting_id)) for petition in petitions]
    differs = {label: len({row[label] for row in facts}) > 1 for label in facts[0]}
    texts = [text_of(petition) for petition in petitions]
    return [
        Card(
            petition,
            [Fact(label, value, differs[label]) for label, value in facts[at].items()],
            only_here(texts[at], [*texts[:at], *texts[at + 1 :]]),
            petition.replies.visible_to(user).order_by("-sent_on", "-id").first(),
        )
        for at, petition in enumerate(petitions)
    ]


def _facts(petition, meeting) -> dict[str, str]:
    meeting = f", {meeting}" if meeting else ""
    return {
        "Nơi kiến nghị": petition.where or "chưa ghi",
        "Nguồn": f"{petition.get_origin_display()}{meeting}",
        "Ngày nhận": screen(petition.received_on),
        "Hạn trả lời": screen(petition.due_on) if petition.due_on else "chưa ghi",
        "Lĩnh vực": petition.get_field_display() or "chưa phân loại",
        "Cơ quan giải quyết": str(petition.competent_body or "chưa giao"),
    }


def only_here(text: str, others: list[str]) -> list[str]:
    """Phrases of a text that no other one says, in its order; another word for the same is the same.

    A syllable is shared with its neighbour or not at all: "trạm biến áp" has nothing of "trạm y tế".
    """
    pairs, same = set(), set()
    mine = terms_of(text).written
    for other in others:
        pairs |= set(_pairs(other))
        means = terms_of(other).weights
        alike = [way for term, ways in mine.items() if term[0] == "=" and term in means for way in ways]
        same |= {word for way in alike for word in fold(way).split()}
    words = TOKEN.findall(text)
    shared = [fold(word) in same for word in words]
    for at, pair in enumerate(_pairs(text)):
        if pair in pairs:
            shared[at] = shared[at + 1] = True
    return _phrases(words, shared)[:MOST]


def _pairs(text: str) -> list[tuple[str, str]]:
    """Neighbouring words without their accents."""
    words = [fold(word) for word in TOKEN.findall(text)]
    return list(zip(words, words[1:], strict=False))


def _phrases(words: list[str], shared: list[bool]) -> list[str]:
    """Neighbours that are not shared, where one of them says something or is a name; a name with what bears it."""
    found, run, before = [], [], "."
    for word, known in [*zip(words, shared, strict=True), (".", True)]:
        if word[0].isalnum() and not known:
            run += [before, word] if not run and word[0].isupper() and before[0].isalnum() else [word]
            continue
        before = word
        if any(one[0].isupper() or fold(one) not in STOP for one in run):
            found.append(" ".join(run))
        run = []
    return list(dict.fromkeys(found))
