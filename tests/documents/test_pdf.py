"""The PDF itself: structure, language, fonts, pages, text; what is refused and what is told."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from coordination.documents import pdf
from coordination.documents.paper import Paper, Signature

TEXT = "\n".join(
    f"Đoạn {n}: từ đầu nhiệm kỳ 2021-2026, HĐND tỉnh đã tổ chức 16 kỳ họp; 197/204 xã đạt chuẩn, tăng 8,8 %/năm theo "
    "Quy chế số 53/QCPH-HĐND-UBND-UBMTTQ ngày 29/7/2021 và các văn bản khác có liên quan đến công tác phối hợp."
    for n in range(1, 15)
)
RENDERED: dict[str, bytes] = {}
SIGNERS = (
    Signature(("TM. Thường trực HĐND",), "Chủ tịch", "Nguyễn Văn An"),
    Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch"), "Phó Chủ tịch", "Trần Thị Bình"),
    Signature(("TM. Ban Thường trực UBMTTQ",), "Chủ tịch", "Lê Cường"),
    Signature(("TM. Đoàn ĐBQH",), "Trưởng đoàn", "Phạm Dũng"),
)


def sample(**fields) -> Paper:
    return Paper(
        **{
            "type_name": "Báo cáo",
            "abstract": "Kết quả thực hiện Quy chế phối hợp",
            "issuer": ("Thường trực Hội đồng nhân dân", "tỉnh An Bình"),
            "symbol": "BC-HĐND",
            "place": "An Bình",
            "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương",),
            "signatures": SIGNERS[:3],
            "recipients": ("Thường trực Tỉnh ủy", "UBND tỉnh"),
        }
        | fields
    )


@pytest.fixture
def render(settings):
    """Render the sample with another frame."""
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]

    def with_frame(progress=None, expected_pages=None, text=TEXT, **fields) -> bytes:
        context = {"paper": sample(**fields), "text": text, "fields": ["Đất đai", "Nước sạch"]}
        return pdf.render("sample_paper.html", context, progress, expected_pages=expected_pages)

    return with_frame


@pytest.fixture
def plain(render) -> bytes:
    """The sample as it is; rendered once."""
    if "plain" not in RENDERED:
        RENDERED["plain"] = render()
    return RENDERED["plain"]


def pages_of(data: bytes) -> list[str]:
    """The text of each page, white space folded."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(page.split()) for page in run.stdout.decode().split("\f")[:-1]]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def elements(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """All structure elements, in reading order."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        if "/S" in element:
            found.append(element)
        kids = element.get("/K")
        waiting += reversed(list(kids)) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def test_the_file_is_tagged_vietnamese_and_titled(plain):
    document = opened(plain)
    assert str(document.Root.Lang) == "vi"
    assert bool(document.Root.MarkInfo.Marked)
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Báo cáo kết quả thực hiện Quy chế phối hợp"
        assert metadata["pdfuaid:part"] == "1"


def test_headings_tables_and_pictures_are_named_in_reading_order(plain):
    document = opened(plain)
    names = [str(element.S) for element in elements(document)]
    telling = ("/H1", "/H2", "/Table", "/Caption", "/Figure")
    assert [name for name in names if name in telling] == [
        "/H1",
        "/H2",
        "/Figure",
        "/Caption",
        "/Table",
        "/Caption",
        "/Figure",
        "/H2",
        "/H2",
    ]
    assert {"/TR", "/TH", "/TD", "/P"} <= set(names)


def test_every_picture_has_a_spoken_name(plain):
    document = opened(plain)
    pictures = [element for element in elements(document) if element.S == "/Figure"]
    assert [str(picture.get("/Alt", "")) for picture in pictures] == ["Giao thông 31", "Ảnh ngoài"]


def test_only_our_fonts_are_used_and_they_are_embedded(plain):
    document = opened(plain)
    fonts = {
        (str(font.BaseFont).rpartition("+")[2], "/FontFile2" in font.DescendantFonts[0].FontDescriptor)
        for page in document.pages
        for font in page.Resources.Font.values()
    }
    assert fonts == {("Tinos", True), ("Tinos-Bold", True), ("Tinos-Italic", True), ("Tinos-Bold-Italic", True)}


def test_the_page_is_a4(plain):
    document = opened(plain)
    assert [round(float(side)) for side in document.pages[0].MediaBox] == [0, 0, 595, 842]


@pytest.mark.pdf
def test_head_body_and_closing_stand_in_the_text(render):
    text = " ".join(pages_of(render(number="7", issued_on=date(2022, 2, 5))))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BC-HĐND",
        "An Bình, ngày 05 tháng 02 năm 2022",
        "BÁO CÁO Kết quả thực hiện Quy chế phối hợp",
        "Căn cứ Luật Tổ chức chính quyền địa phương.",
        "16 kỳ họp",
        "197/204",
        "8,8 %/năm",
        "Quy chế số 53/QCPH-HĐND-UBND-",
        "29/7/2021",
        "1.234,5",
        "Nơi nhận: - Thường trực Tỉnh ủy; - UBND tỉnh; - Lưu: VT.",
    ):
        assert words in text


@pytest.mark.pdf
def test_what_is_unknown_gets_an_empty_place(plain):
    first = pages_of(plain)[0]
    assert "Số: /BC-HĐND" in first
    assert "An Bình, ngày tháng năm" in first


@pytest.mark.pdf
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_signers_stand_in_the_order_of_the_parties(render, count):
    text = " ".join(pages_of(render(signatures=SIGNERS[:count], text="Một câu.")))
    places = [text.index(signer.name) for signer in SIGNERS[:count]]
    assert places == sorted(places)


@pytest.mark.pdf
def test_page_numbers_begin_on_the_second_page_and_anew_in_each_annex(plain):
    pages = pages_of(plain)
    annexes = [number for number, page in enumerate(pages) if page.startswith("Phụ lục")]
    assert pages[0].startswith("THƯỜNG TRỰC")
    assert [page.split()[0] for page in pages[1 : annexes[0]]] == [str(n) for n in range(2, annexes[0] + 1)]
    assert pages[annexes[0]].startswith("Phụ lục I BIỂU SỐ LIỆU (Kèm theo Báo cáo của Thường trực Hội đồng nhân dân")
    assert pages[annexes[1]].startswith("Phụ lục II DANH SÁCH")
    assert [page.split()[0] for page in pages[annexes[1] + 1 :]] == [
        str(n) for n in range(2, len(pages) - annexes[1] + 1)
    ]


def test_progress_counts_pages(render):
    told = []
    data = render(progress=lambda *said: told.append(said), expected_pages=5)
    document = opened(data)
    pages = len(document.pages)
    assert told[0] == (1, 5, "Đang dựng trang 1/5")
    assert told[-1] == (pages, 5, "Đang ghi tệp PDF")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_progress_may_stop_the_work(render):
    class Cancelled(Exception):
        pass

    def stop(done, total, text):
        raise Cancelled

    with pytest.raises(Cancelled):
        render(progress=stop)
    assert render()


def test_nothing_is_fetched_from_elsewhere():
    fetcher = pdf._local_files_only(pdf.engine())
    for url in ("https://example.org/x.png", "file:///etc/passwd", "data:text/plain,x", "ftp://example.org/x"):
        with pytest.raises(ValueError, match="Not a static file"):
            fetcher.fetch(url)
    assert fetcher.fetch(pdf._found(pdf.STYLESHEET).as_uri()).read()


def test_a_missing_system_library_is_one_line_with_the_command(monkeypatch):
    import builtins
    import sys

    real = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.MissingLibrary, match=r"^Thiếu thư viện .* apt-get install -y libpango-1\.0-0 [^\n]*$"):
        pdf.engine()


def test_missing_fonts_are_told(render, monkeypatch):
    monkeypatch.setattr(pdf, "FONTS", ("vendor/fonts/tinos/none.ttf",))
    with pytest.raises(pdf.MissingFonts, match="make setup"):
        render()
