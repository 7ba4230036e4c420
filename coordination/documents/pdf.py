"""Official PDF from HTML templates, by WeasyPrint, in the layout of Decree 30/2020.

How to use it
-------------
    from coordination.documents import pdf
    from coordination.documents.paper import Paper, Signature

    data: bytes = pdf.render("reports/review_pdf.html", {"paper": paper, "review": review}, progress=report)

`progress(done, total, text)` is called before every step and page ("Đang dựng trang 14/22"); `total` is None unless
`expected_pages` was given (for instance from the last rendering of the same document). An exception raised in it stops
the rendering. Never call `render` in a request: a report of 20 pages takes some seconds.

The template extends `pdf/decree30.html`, needs `paper` (a `Paper`) in its context and fills blocks:

    {% extends "pdf/decree30.html" %}{% load official ui %}
    {% block body %}
      <h2>I. ĐẶC ĐIỂM TÌNH HÌNH</h2>          parts; <h3> "1. …", <h4> "a) …" below them
      {{ section.text|paragraphs }}           plain text → justified paragraphs with first-line indent
      <p>{{ sentence|nobreak }}</p>           numbers and dates stay on one line, symbols part after hyphens
      <table class="figures">                 <caption>, <colgroup><col class="w-10">…, <thead>, <th scope>,
        …                                     <td class="num"> right-aligned; widths w-5, w-10 … w-60 in per cent
      <figure>{{ svg }}<figcaption>…          server-drawn SVG, named by <title> or aria-label
      <table class="bars">                    the screen's bars inside a table
    {% endblock %}
    {% block annexes %}
      {% annex title="Biểu tổng hợp số liệu" %}<table …>{% endannex %}     number="I", "II" when there are several
    {% endblock %}

Further blocks, filled from `paper`: `head`, `title`, `bases`, `closing`. The last line of the body is the caller's
("./."). Long tables: fixed layout with `<col>` widths, at most some 500 rows.

Errors are `PdfError`, one Vietnamese line: `MissingLibrary` (names the administrator's command), `MissingFonts`.
No network: only files under the project's static directories can be fetched.
"""

import contextlib
import io
import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

Progress = Callable[[int, int | None, str], None]

STYLESHEET = "css/decree30.css"
PICTURE_STYLESHEET = "css/decree30-svg.css"
FONTS = tuple(f"vendor/fonts/tinos/Tinos-{style}.ttf" for style in ("Regular", "Italic", "Bold", "BoldItalic"))
# Debian's names of the libraries that WeasyPrint loads.
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1"
# Tagged and with the title in the window; what screen readers need.
VARIANT = "pdf/ua-1"

_SVG = re.compile(r"(<svg\b[^>]*>)\s*(<title>[^<]*</title>)?")
_LABEL = re.compile(r'\baria-label="([^"]*)"')
_PAGE = re.compile(r"Page (\d+)$")


class PdfError(Exception):
    """The PDF cannot be made; the message is one Vietnamese line for the person who asked for it."""


class MissingLibrary(PdfError):
    """A system library that WeasyPrint loads is not installed."""

    def __init__(self) -> None:
        super().__init__(f"Thiếu thư viện hệ thống để dựng PDF. Quản trị viên hãy chạy: apt-get install -y {PACKAGES}")


class MissingFonts(PdfError):
    """The set-up has not put the fonts in their place."""

    def __init__(self) -> None:
        super().__init__("Thiếu phông chữ Tinos để dựng PDF. Quản trị viên hãy chạy: make setup")


def render(
    template: str,
    context: dict[str, Any],
    progress: Progress | None = None,
    *,
    expected_pages: int | None = None,
) -> bytes:
    """The template as a tagged Vietnamese PDF."""
    weasyprint = engine()
    stylesheet = _found(STYLESHEET)
    if not all(finders.find(font) for font in FONTS):
        raise MissingFonts
    html = _with_pictures_styled(render_to_string(template, context))
    fetcher = _local_files_only(weasyprint)
    fonts = weasyprint.text.fonts.FontConfiguration()
    with _reporting(progress, expected_pages):
        css = weasyprint.CSS(filename=stylesheet, font_config=fonts, url_fetcher=fetcher)
        document = weasyprint.HTML(string=html, base_url=stylesheet.as_uri(), url_fetcher=fetcher)
        return document.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT)


def engine() -> ModuleType:
    """WeasyPrint, imported when first needed: it takes most of a second and the system libraries."""
    try:
        # It prints its advice to the standard output, which commands keep for their result.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            import weasyprint  # noqa: PLC0415
            import weasyprint.text.fonts  # noqa: PLC0415
    except OSError as error:
        raise MissingLibrary from error
    return weasyprint


def _found(name: str) -> Path:
    """Where a static file of ours lies."""
    path = finders.find(name)
    if not path:
        raise PdfError(f"Thiếu tệp {name} của chương trình.")
    return Path(path)


def _with_pictures_styled(html: str) -> str:
    """The pages with the chart colours and a spoken name inside every picture, where WeasyPrint looks for them."""
    style = f"<style>{_found(PICTURE_STYLESHEET).read_text(encoding='utf-8')}</style>"

    def dressed(match: re.Match[str]) -> str:
        opening, title = match.groups()
        if title is None:
            label = _LABEL.search(opening)
            title = f"<title>{label[1] if label else 'Hình minh họa số liệu bên cạnh'}</title>"
        return f"{opening}{title}{style}"

    return _SVG.sub(dressed, html)


def _static_roots() -> list[Path]:
    """Directories whose files a document may use."""
    roots = [*settings.STATICFILES_DIRS, *([settings.STATIC_ROOT] if settings.STATIC_ROOT else [])]
    return [Path(root).resolve() for root in roots]


def _local_files_only(weasyprint: ModuleType):
    """A fetcher for files under the static directories; anything else is refused and WeasyPrint goes on without it."""
    roots = _static_roots()

    class StaticFiles(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or not any(path.is_relative_to(root) for root in roots):
                raise ValueError(f"Not a static file of this program: {url}")
            return super().fetch(url, headers)

    return StaticFiles()


class _Reporter(logging.Handler):
    """Turns WeasyPrint's progress messages of this thread into calls of `progress`."""

    def __init__(self, progress: Progress, expected_pages: int | None) -> None:
        super().__init__()
        self.progress, self.expected = progress, expected_pages
        self.thread = threading.get_ident()
        self.done = 0

    def handle(self, record: logging.LogRecord) -> bool:
        # Not emit(): an exception from `progress` (a cancelled job) has to reach the caller of render.
        if record.thread == self.thread:
            self.tell(record.getMessage())
        return True

    def tell(self, message: str) -> None:
        if match := _PAGE.search(message):
            self.done = max(self.done, int(match[1]))
            of_total = f"/{self.expected}" if self.expected and self.done <= self.expected else ""
            self.progress(self.done, self.expected, f"Đang dựng trang {self.done}{of_total}")
        elif message.startswith("Step 6"):
            self.progress(self.done, self.expected, "Đang ghi tệp PDF")


@contextlib.contextmanager
def _reporting(progress: Progress | None, expected_pages: int | None) -> Iterator[None]:
    """Listen to WeasyPrint while it works."""
    if progress is None:
        yield
        return
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    reporter = _Reporter(progress, expected_pages)
    logger.addHandler(reporter)
    try:
        yield
    finally:
        logger.removeHandler(reporter)
