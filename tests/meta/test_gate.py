"""The one visibility gate: what feeds a screen, a file or a figure fetches rows through `visible_to`, nothing else."""

import ast
from pathlib import Path

import pytest

from tests.meta.sources import modules, name

# Files of these names, and everything in folders of these names, show rows to somebody. Forms are not among them: the
# kit puts the choices of every form through the gate (coordination/ui/forms.py). A line that must do without the gate
# says why: "# ungated: the common law, which everybody sees".
SHOWING = {"views", "filters", "tables", "exchange", "search", "panels", "exports", "feeds"}
SHOWING |= {"almanac", "rulebook", "what_if", "ics", "standins", "morning"}  # what views of the ledger show
MANAGERS = {"objects", "_default_manager", "_base_manager"}
ALLOWED = {"visible_to", "none", "get_for_model"}  # the last names a kind of record, not a record


def bare_managers(source: str) -> list[int]:
    """Lines that take a manager, do anything with it but what is allowed, and do not say why."""
    tree, lines = ast.parse(source), source.splitlines()
    gated = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in ALLOWED}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in gated
        if "# ungated: " not in lines[node.lineno - 1]
    ]


def is_showing(path: Path) -> bool:
    """Whether the file is one of those that show rows; the mechanisms of search are not, they know no record."""
    inside = Path(name(path)).with_suffix("").parts
    return (
        bool(SHOWING & set(inside[1:]))
        and inside[:2] != ("coordination", "search")
        or inside[:2] == ("coordination", "ui")
    )


def test_rows_are_fetched_through_the_gate():
    found = {name(path): bare_managers(path.read_text()) for path in modules() if is_showing(path)}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("Petition.objects.visible_to(user).filter(field=1)", []),
        ("Petition.objects.none()", []),
        ("Petition.objects.all()", [1]),
        ("rows = model.objects", [1]),
        ("Rule.objects.filter(pk=1)  # ungated: the common law, which everybody sees", []),
        ("Rule.objects.filter(pk=1)  # ungated", [1]),
        ("Petition._default_manager.filter(pk=1)", [1]),
        ("x = 1\nPetition.objects.counted_in(place).visible_to(user)", [2]),
    ],
)
def test_the_lint_sees_a_bare_manager(source, lines):
    assert bare_managers(source) == lines


def test_the_lint_looks_at_the_right_files(settings):
    root = settings.BASE_DIR
    assert is_showing(root / "voters" / "views" / "petitions.py")
    assert is_showing(root / "voters" / "tables.py")
    assert is_showing(root / "coordination" / "deadlines" / "reminders" / "morning.py")
    assert is_showing(root / "coordination" / "ui" / "policy.py")
    assert not is_showing(root / "voters" / "queries.py")
    assert not is_showing(root / "coordination" / "search" / "queries.py")
