"""What we depend on: explained, pinned, hashed, and without any address."""

import json
import re

import pytest

from tests.meta.sources import ROOT

NAMES = ["requirements", "requirements-dev", "requirements-node"]


def direct(name: str) -> list[tuple[str, str]]:
    """Each direct requirement with the line above it."""
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    pairs = zip(["", *lines], lines, strict=False)
    return [(before, line) for before, line in pairs if line and not line.startswith(("#", "-"))]


def bare(requirement: str) -> str:
    return re.split(r"[\[=<>~! ]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("name", NAMES)
def test_every_direct_requirement_says_why(name):
    assert [line for before, line in direct(name) if not before.startswith("# ")] == []


@pytest.mark.parametrize("name", NAMES)
def test_locks_pin_and_hash_every_package(name):
    text = (ROOT / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=\S)", "\n" + "\n".join(line for line in text.splitlines() if line[:1] not in ("", "#")))
    pinned = [entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")]
    assert [entry for entry in pinned if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry] == []
    assert {bare(line) for _, line in direct(name)} - {bare(entry) for entry in pinned} == set()


@pytest.mark.parametrize("name", [*(f"{name}.txt" for name in NAMES), "package-lock.json", ".npmrc"])
def test_no_download_address_is_written_down(name):
    text = (ROOT / name).read_text()
    assert re.findall(r"index-url|find-links|\"resolved\"|registry *=|file://", text) == []
    addresses = set(re.findall(r"https?://[^\s\"]+", text))
    assert {
        address for address in addresses if "/sponsors/" not in address and "opencollective" not in address
    } == set()


def test_the_dev_lock_agrees_with_the_runtime_lock():
    runtime, dev = (dict(re.findall(r"^(\S+?)==(\S+)", (ROOT / f"{name}.txt").read_text(), re.M)) for name in NAMES[:2])
    assert {name for name in runtime.keys() & dev.keys() if runtime[name] != dev[name]} == set()


def test_front_end_packages_are_pinned_exactly():
    pins = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert pins == {name: locked[f"node_modules/{name}"]["version"] for name in pins}
    assert [name for name, entry in locked.items() if name and not entry.get("integrity")] == []
