"""The declared figures: keys are a contract that scripts rely on."""

import re

import pytest

from reports.catalogue import BY_KEY, FIGURES
from reports.drafting import PLACEHOLDER, SENTENCES, SHORTCOMINGS

KEYS = """
    sessions.held sessions.regular resolutions.adopted resolutions.normative resolutions.shortened agenda.documents
    agenda.late questions.asked sessions.minutes contact.meetings contact.thematic contact.voters petitions.total
    petitions.by_level
    petitions.by_field petitions.by_result petitions.answered petitions.resolved petitions.overdue petitions.repeated
    petitions.transfers petitions.days_lost
    oversight.missions oversight.surveys oversight.topics oversight.targets recommendations.total recommendations.done
    recommendations.overdue criticism.conferences receptions.held receptions.required letters.total letters.by_type
    invitations.sent invitations.attended obligations.due obligations.met obligations.late
"""
PARTS = {
    "sessions.minutes": ["discussion", "other", "questioning", "reports", "voting"],
    "petitions.by_level": ["central", "province", "district", "commune", "vertical"],
    "petitions.by_result": [
        "resolved",
        "explained",
        "planned",
        "waiting_for_funds",
        "in_progress",
        "accepted_for_study",
        "cannot_resolve",
        "returned",
        "none",
    ],
    "oversight.targets": ["commune", "association", "department", "school", "other"],
}


def test_keys_and_their_order():
    assert [figure.key for figure in FIGURES] == KEYS.split()
    assert list(BY_KEY) == KEYS.split()


@pytest.mark.parametrize("key", PARTS)
def test_names_of_parts(key):
    assert sorted(name for name, _label in BY_KEY[key].parts) == sorted(PARTS[key])


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_every_figure_is_defined_in_words(figure):
    assert figure.definition.endswith(".")
    assert figure.unit == figure.unit.lower()
    assert bool(figure.parts) is bool(figure.part_of)
    assert figure.better in ("", "more", "less")


def test_sentences_speak_of_declared_figures_only():
    named = {
        name for templates in SENTENCES.values() for text in templates for name, _parts in PLACEHOLDER.findall(text)
    }
    named |= {key for key, _field, _text in SHORTCOMINGS}
    assert named - set(BY_KEY) == set()
    braces = {brace for templates in SENTENCES.values() for text in templates for brace in re.findall(r"\{.*?\}", text)}
    assert {brace for brace in braces if not PLACEHOLDER.fullmatch(brace)} == set()
