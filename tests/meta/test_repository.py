"""Things about the repository as a whole that nobody should have to remember."""

import os
import re

from django.contrib.staticfiles import finders

from tests.meta.sources import ROOMS, ROOT, modules, name, templates

LONGEST = 600  # lines; beyond that a file wants to be two
UNFINISHED = re.compile(r"TODO|FIXME|XXX|NotImplementedError|pass  # stub")
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script\b(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:|["'(]data:""", re.IGNORECASE
)
FOREIGN = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//[^"']+""", re.IGNORECASE)
STATIC = re.compile(r"""\{%\s*static\s+["']([^"']+)["']\s*%\}""")


def found_in(paths, pattern) -> list[str]:
    return [f"{name(path)}: {match[0]}" for path in paths for match in pattern.finditer(path.read_text())]


def test_templates_hold_no_inline_script_or_style():
    assert found_in(templates(), INLINE) == []


def test_templates_load_nothing_from_elsewhere():
    assert found_in(templates(), FOREIGN) == []


def test_static_files_named_in_templates_exist():
    named = {match for path in templates() for match in STATIC.findall(path.read_text())}
    assert sorted(file for file in named if not finders.find(file)) == []


def test_files_are_short_enough_to_read():
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert [name(path) for path in [*modules(), *tests] if len(path.read_text().splitlines()) > LONGEST] == []


def test_nothing_is_left_unfinished():
    assert found_in([*modules(), *templates()], UNFINISHED) == []


def test_every_room_stands_in_the_architecture_page():
    page = (ROOT / "docs" / "architecture.md").read_text()
    inner = [path.name for path in (ROOT / "coordination").iterdir() if (path / "__init__.py").exists()]
    assert [room for room in [*ROOMS, *inner] if f"{room}/" not in page] == []


def test_the_readme_names_both_commands():
    text = (ROOT / "README.md").read_text()
    assert [command for command in ("make run", "make test", "make check") if command not in text] == []


def test_the_ci_script_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "make check" in (ROOT / ".ci" / "run").read_text()
    assert "make test" in (ROOT / ".ci" / "run").read_text()


def test_every_setting_from_the_environment_is_described():
    asked = set()
    for path in [
        "coordination/settings.py",
        "deploy/gunicorn.conf.py",
        "coordination/operations/management/commands/serve.py",
    ]:
        text = (ROOT / path).read_text()
        asked |= set(re.findall(r"env\.\w+\(\"([A-Z_]+)\"", text)) | set(
            re.findall(r"environ\.get\(\"([A-Z_]+)\"", text)
        )
    described = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked - described == {"ENV_FILE"}
