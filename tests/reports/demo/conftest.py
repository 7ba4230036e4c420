"""The whole demonstration, loaded once for this package in a transaction that is rolled back after it."""

import re
import subprocess
from types import SimpleNamespace

import pytest
from django.db import transaction

from coordination.operations.demo.loading import LIVELY, REAL, load
from coordination.people.models import Locality
from reports import documents
from reports.content import Content
from reports.models import Review


def folded(text: str) -> str:
    """White space runs as one blank: PDF text breaks lines where it likes."""
    return " ".join(text.split())


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """Localities by slug, and the lines that loading said."""
    with django_db_blocker.unblock(), transaction.atomic():
        said = []
        load(said.append)
        places = {place.slug: place for place in Locality.objects.filter(slug__in=[*REAL, LIVELY])}
        yield SimpleNamespace(places=places, said=said, real=REAL, lively=LIVELY)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _inside(demo, db):
    """Each test works in a savepoint on top of the demonstration."""


@pytest.fixture(scope="package")
def stored(demo) -> dict:
    """The stored review of each real locality, with its content."""
    reviews = Review.objects.select_related("locality", "regulation", "lead_party", "conference")
    found = {review.locality.slug: review for review in reviews.filter(status="stored")}
    return {slug: (review, Content.of(review)) for slug, review in found.items()}


@pytest.fixture(scope="package")
def pdfs(stored, tmp_path_factory) -> dict:
    """The PDF file of each stored review, rendered once."""
    folder = tmp_path_factory.mktemp("reviews")
    files = {slug: folder / f"{slug}.pdf" for slug in stored}
    for slug, (review, content) in stored.items():
        files[slug].write_bytes(documents.as_pdf(review, content))
    return files


@pytest.fixture(scope="package")
def texts(pdfs) -> dict:
    """The text of each PDF, white space folded."""
    return {slug: text_of(file) for slug, file in pdfs.items()}


def text_of(file) -> str:
    """What a PDF says, white space folded."""
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return folded(read.stdout)


def digit_runs(text: str) -> set[str]:
    """Every run of digits."""
    return set(re.findall(r"\d+", text))
