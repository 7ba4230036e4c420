"""The project's own files, for tests that read the code instead of running it."""

from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
ROOMS = ["coordination", "sessions", "voters", "oversight", "complaints", "reports"]


def modules() -> list[Path]:
    """Every Python file of the product, migrations left out."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every template that a browser shows; PDF pages and letters have rules of their own."""
    folder = ROOT / "templates"
    return sorted(path for path in folder.rglob("*.html") if path.relative_to(folder).parts[0] not in ("pdf", "emails"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
