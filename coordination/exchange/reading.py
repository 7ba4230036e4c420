"""Reading a register that somebody sends in: the sheet with the headings, wherever they stand and whatever their order.

Blank lines, totals, group headings, signatures below the table and the template's example are left out and told.
Formulas count with the value that Excel reckoned last; one without such a value is a fault of its cell. Nothing is read
before `sheets.examine`.
"""

import math
import re
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from coordination.exchange.cells import Cell, Line, Sheet
from coordination.exchange.columns import Column
from coordination.exchange.outside import FIGURE, begins, between, is_beside, is_sum, marks
from coordination.exchange.sheets import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, SheetError, examine, is_blank, written
from coordination.lib.memory import all_staying
from coordination.lib.numbers import vi
from coordination.lib.text import fold, squeeze

HELP, LISTS = "Hướng dẫn", "Danh mục"
"""Sheets of the template that hold no rows."""
EXAMPLE = "Ví dụ"
"""Marks the line of the template that is not loaded."""
EXAMPLE_BARE = fold(EXAMPLE)
ORDINAL = ("stt", "tt", "so tt", "so thu tu")
HEAD_ROWS = 25
"""Lines at the top of a sheet among which the headings are looked for: titles of offices stand above them."""
MAX_SHEETS = 50
"""Visible sheets that are looked at."""
GROUPED = re.compile(r"([ivxlc]+|[a-h])\.?", re.ASCII)
COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?", re.ASCII)
LETTER = re.compile(r"[^\W\d_]")
SHORT = 40
"""Letters that the mark of the example has at most, with all white space around it, and that a note quotes."""
SUM = "dòng cộng, tổng"
"""Each such line is told: words that count rows may be meant otherwise."""
SHOWN = 5
"""Things of one kind that a note names."""


@dataclass(frozen=True)
class Head:
    """The headings: index of their last line, what each column holds, what is written over every column, and which
    columns say again what another (the value) holds.
    """

    last: int
    places: dict[int, str]
    titles: dict[int, str]
    again: dict[int, int]


@all_staying()
def read(content: bytes, name: str, columns: Sequence[Column], sheet: str = "") -> Sheet:
    """The rows of the file, of the named sheet or of the one whose headings fit best. Raises SheetError when the file
    as a whole cannot be used.
    """
    examine(content, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # decorations that openpyxl does not know
        return _chosen(content, columns, sheet)


@contextmanager
def _unpacking() -> Iterator[None]:
    """Around what only takes the file apart: a damaged one can fail anywhere in the library. What is made of the lines
    stays outside, so that a fault of the program is not told as one of the file.
    """
    try:
        yield
    except Exception as error:
        raise SheetError("Tệp Excel này bị hỏng; mở bằng Excel, lưu lại rồi nạp lần nữa.") from error


def _chosen(content: bytes, columns: Sequence[Column], sheet: str) -> Sheet:
    """Of every sheet the top is read, of the one with the headings all of it."""
    with _unpacking():
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
    sheets = {one.title: one for one in book.worksheets if one.title not in (HELP, LISTS, *hidden)}
    if len(sheets) > MAX_SHEETS:
        raise SheetError(f"Tệp có hơn {MAX_SHEETS} trang; chép trang cần nạp sang một sổ mới.")
    tops = {title: _lines(one, HEAD_ROWS + 1) for title, one in sheets.items()}
    found = {title: head for title, lines in _asked(tops, sheet).items() if (head := _head(lines, columns))}
    if not found:
        raise SheetError(_no_head(_asked(tops, sheet), columns))
    best = max(found, key=lambda title: (len(found[title].places), -list(tops).index(title)))
    lines = _lines(sheets[best], MAX_ROWS + HEAD_ROWS + 2)
    if len(lines) > MAX_ROWS + HEAD_ROWS:
        raise SheetError(f"Trang “{best}” có hơn {vi(MAX_ROWS)} dòng; chia thành nhiều tệp.")
    others = [title for title in tops if title != best]
    notes = [f"Chỉ đọc trang “{best}”; không đọc trang {_listed(others)}."] if others else []
    if hidden:
        notes.append(f"Không đọc trang ẩn {_listed(hidden)}.")
    merged, has_formulas = _marks(content, sheets[best]._worksheet_path)
    book.close()
    formulas = _formulas(content, best) if has_formulas else {}
    return _sheet(best, lines, found[best], columns, notes, merged, formulas)


def _asked(values: dict[str, list[list]], sheet: str) -> dict[str, list[list]]:
    """The sheet of that name alone, or all of them where none was named."""
    if not sheet:
        return values
    named = {title: lines for title, lines in values.items() if fold(title) == fold(sheet)}
    if not named:
        raise SheetError(f"Tệp không có trang “{sheet[:40]}”; có: {_listed([f'“{title}”' for title in values])}.")
    return named


@_unpacking()
def _lines(sheet, most: int) -> list[list]:
    """(value, kind) of the cells of the first lines; of a blank line nothing, at the end not even that."""
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    lines = []
    for row in islice(sheet.iter_rows(max_row=most, max_col=MAX_COLUMNS), most):
        is_said = any(not is_blank(cell.value) for cell in row)
        lines.append([(cell.value, getattr(cell, "data_type", "n")) for cell in row] if is_said else [])
    while lines and not lines[-1]:
        lines.pop()
    return lines


@_unpacking()
def _marks(content: bytes, part: str) -> tuple[list, bool]:
    """The merged ranges of a sheet and whether it has formulas, from its XML: the quick reader knows neither."""
    merged: dict[bytes, None] = {}
    has_formulas, rest = False, b""
    with zipfile.ZipFile(BytesIO(content)) as packed, packed.open(part) as opened:
        while block := opened.read(1024 * 1024):
            text = rest + block
            has_formulas = has_formulas or re.search(rb"<f[ />]", text) is not None
            merged |= dict.fromkeys(re.findall(rb'<mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"', text))
            rest = text[-200:]  # what is cut between two blocks is found in the next one
    return [range_boundaries(ref.decode()) for ref in merged], has_formulas


@_unpacking()
def _formulas(content: bytes, title: str) -> dict[tuple[int, int], str]:
    """(row, column) of each cell that is reckoned → its formula."""
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheet = book[title]
    sheet.reset_dimensions()
    return {
        (number, index): str(cell.value)
        for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS + HEAD_ROWS, max_col=MAX_COLUMNS), 1)
        for index, cell in enumerate(row, 1)
        if getattr(cell, "data_type", "") == "f"
    }


def _known(columns: Sequence[Column]) -> dict[str, str]:
    """Heading → column; where two columns claim one, the heading that is written counts more than other names."""
    known = {bare(name): column.key for column in columns for name in column.aliases}
    known |= {bare(column.key): column.key for column in columns}
    return known | {bare(column.name): column.key for column in columns}


def bare(name: str) -> str:
    """A heading as it is compared: no accents, case, marks of being required, words in brackets or punctuation."""
    return squeeze(re.sub(r"[^a-z0-9%]+", " ", re.sub(r"\(.*?\)", " ", fold(name)))) or fold(name)


def _head(lines: list[list], columns: Sequence[Column]) -> Head | None:
    """The headings with the most columns of those that have all required, in one line or in two."""
    known, best = _known(columns), None
    needed = {column.key for column in columns if column.required}
    for index, line in enumerate(lines[:HEAD_ROWS]):
        pairs = [Head(index, *_places(_single(line), known))]
        if index + 1 < len(lines):
            pairs.append(Head(index + 1, *_places(_double(line, lines[index + 1]), known)))
        for head in pairs:
            if needed <= set(head.places.values()) and (best is None or len(head.places) > len(best.places)):
                best = head
    return best


def _single(line: list) -> list[tuple[str, ...]]:
    """The names that each column of a line of headings may go by."""
    return [(_title(line, place),) for place in range(len(line))]


def _double(top: list, bottom: list) -> list[tuple[str, ...]]:
    """The same of two lines: what stands below, under a name that may reach over several columns ("Cơ quan" over "chủ
    trì" and "phối hợp").
    """
    names, over = [], ""
    for place in range(max(len(top), len(bottom))):
        above, below = _title(top, place), _title(bottom, place)
        over = above or (over if below else "")
        names.append((f"{over} {below}".strip(), below) if below else (above,))
    return names


def _title(line: list, place: int) -> str:
    value = line[place][0] if place < len(line) else None
    return squeeze(written(value)) if isinstance(value, str) else ""


def _places(names: list[tuple[str, ...]], known: dict[str, str]) -> tuple[dict, dict, dict]:
    """(column index → key, column index → its full heading, index of a second such column → of the first)."""
    found: dict[int, str] = {}
    first: dict[str, int] = {}
    again: dict[int, int] = {}
    for place, ways in enumerate(names):
        key = next((known[bare(name)] for name in ways if name and bare(name) in known), None)
        if key in first:
            again[place] = first[key]
        elif key:
            found[place], first[key] = key, place
    return found, {place: ways[0] for place, ways in enumerate(names) if ways[0]}, again


def _no_head(grids: dict[str, list[list]], columns: Sequence[Column]) -> str:
    """Why no sheet will do: what the nearest line of headings lacks."""
    known, most = _known(columns), (0, "", 0, set())
    for title, lines in grids.items():
        for number, line in enumerate(lines[:HEAD_ROWS], 1):
            keys = {known[bare(value)] for value, _ in line if isinstance(value, str) and bare(value) in known}
            if len(keys) > most[0]:
                most = (len(keys), title, number, keys)
    required = [column for column in columns if column.required]
    if most[0]:
        missing = ", ".join(f"“{column.name}”" for column in required if column.key not in most[3])
        return f"Trang “{most[1]}”, dòng {most[2]}: thiếu cột {missing}."
    names = ", ".join(f"“{column.name}”" for column in required)
    return f"Không tìm thấy dòng tiêu đề trong {len(grids)} trang của tệp; cần ít nhất các cột {names}."


def _sheet(title, lines, head: Head, columns, notes, merged, formulas) -> Sheet:
    top, places = head.last, head.places
    letters = {key: get_column_letter(place + 1) for place, key in places.items()}
    required = {column.key: column for column in columns if column.required}
    needed = {place: required[key] for place, key in places.items() if key in required}
    left: dict[str, list[int]] = defaultdict(list)
    filled, below = _filled(lines, merged, top), begins(lines, top, needed)
    wide = {row - 1 for first, row, last, _ in merged if last > first}
    inside, alike = (set(some) for some in between(filled, top, below, needed))
    rows, signed = [], []
    for index in range(top + 1, len(lines)):
        why = _left_out(lines[index], places, required.keys(), index in wide and index < below)
        if why:
            left[why].append(index + 1)
        elif index in inside or index >= below and is_beside(lines[index]):
            signed.append(index)
        else:
            rows.append(Line(index + 1, dict(_cells(filled, index, places, letters, formulas))))
    unread, unused = _unknown(head, [lines[row.number - 1] for row in rows], columns)
    notes += unused
    for words, numbers in left.items():
        notes.append(f"Bỏ qua {words} (dòng {_ranges(numbers) if words == SUM else _listed(numbers)}).")
    notes += _signed(lines, signed, below)
    unread += _resembling(filled, [row.number for row in rows if row.number - 1 in alike])
    if reckoned := [f"{get_column_letter(c)}{r}" for r, c in formulas if _is_reckoned(lines, r, c, top, places)]:
        notes.append(f"Ô có công thức được lấy theo giá trị Excel đã tính: {_listed(reckoned)}.")
    if not rows:
        raise SheetError(f"Trang “{title}” không có dòng nào dưới dòng tiêu đề (dòng {top + 1}).")
    if len(rows) > MAX_ROWS:
        raise SheetError(f"Trang “{title}” có hơn {vi(MAX_ROWS)} dòng; chia thành nhiều tệp.")
    return Sheet(title, rows, letters, notes, unread)


def _signed(lines, signed: list[int], below: int) -> Iterator[str]:
    """What is told of the lines that were left out because they sign the table."""
    inside = [index for index in signed if index < below]
    if inside:
        said = [
            f"“{squeeze(written(value))[:SHORT]}”"
            for index in inside
            for value, _ in lines[index]
            if not is_blank(value)
        ]
        yield f"Bỏ qua phần ký ở giữa bảng (dòng {_ranges([index + 1 for index in inside])}): {_listed(said)}."
    if under := signed[len(inside) :]:
        said = [f"“{words[:SHORT]}”" for index in under for words in marks(lines[index])]
        yield f"Bỏ qua phần ký, nơi nhận dưới bảng (dòng {_ranges([index + 1 for index in under])}): {_listed(said)}."


def _resembling(lines, numbers: list[int]) -> Iterator[str]:
    """What to do with rows that only look as if they signed the table."""
    if numbers:
        words = _listed([f"“{words[:SHORT]}”" for number in numbers for words in marks(lines[number - 1])])
        yield (
            f"Dòng {_listed(numbers)} ({words}) giống phần ký nhưng bên dưới còn dòng của bảng nên vẫn được đọc; "
            "nếu là phần ký thì xóa trong tệp rồi gửi lại."
        )


def _is_reckoned(lines, row: int, column: int, top: int, places) -> bool:
    """Whether a formula stands in a cell that is read, with a value."""
    if row <= top + 1 or column - 1 not in places or row > len(lines) or column > len(lines[row - 1]):
        return False
    return not is_blank(lines[row - 1][column - 1][0])


def _unknown(head: Head, lines: list[list], columns: Sequence[Column]) -> tuple[list[str], list[str]]:
    """(warnings, notes) about columns that are not read, unknown ones and those that stand twice: of what says
    something, and of what says nothing.
    """
    said, blank, lost, notes = [], [], [], []
    for place, name in head.titles.items():
        if place in head.places or fold(name) in ORDINAL:
            continue
        has_data = any(place < len(line) and not is_blank(line[place][0]) for line in lines)
        if place in head.again:
            (lost if has_data else notes).append(_twice(head, place, has_data, columns))
        else:
            (said if has_data else blank).append(f"“{name[:60]}” (ô {_address(head, place)})")
    if said:
        words = f"Không đọc cột {_listed(said)} dù có dữ liệu; nếu cần thì sửa tiêu đề theo mẫu rồi gửi lại."
        lost.insert(0, words)
    return lost, notes + ([f"Không dùng cột {_listed(blank)}."] if blank else [])


def _twice(head: Head, place: int, has_data: bool, columns: Sequence[Column]) -> str:
    """That a column stands twice, and which of both is read."""
    first = head.again[place]
    one, two = _address(head, first), _address(head, place)
    name = next(column.name for column in columns if column.key == head.places[first])
    where = f" (ô {one} và ô {two})"
    if bare(head.titles[first]) != bare(head.titles[place]):
        where = f", là “{head.titles[first][:60]}” (ô {one}) và “{head.titles[place][:60]}” (ô {two})"
    lost = f", không đọc ô {two} dù có dữ liệu; để một cột rồi gửi lại" if has_data else ""
    return f"Cột “{name}” có hai lần{where}: chỉ đọc ô {one}{lost}."


def _address(head: Head, place: int) -> str:
    return f"{get_column_letter(place + 1)}{head.last + 1}"


def _filled(lines, merged, top) -> list[list]:
    """The lines with a value that stands over several rows in each of them. No two ranges of a workbook share a cell;
    of a file that says otherwise each cell is filled once, so that a small one does not keep the server busy.
    """
    filled = [list(line) for line in lines]
    done: dict[int, int] = defaultdict(int)
    for first, row, last, end in sorted(merged):
        if first != last or row - 1 <= top or row > len(lines) or first > len(lines[row - 1]):
            continue
        begin, done[first] = max(row, done[first]), max(end, done[first])
        for index in range(begin, min(end, len(lines))):
            if first <= len(filled[index]) and not all(is_blank(value) for value, _ in filled[index]):
                filled[index][first - 1] = lines[row - 1][first - 1]
    return filled


def _left_out(line, places, required: Set[str], is_wide) -> str:
    """Why a line is no row of the register, or nothing. `required`: the columns that every row fills in."""
    cells = [(place, value) for place, (value, _) in enumerate(line) if not is_blank(value)]
    if not cells:
        return "dòng trống"
    texts = [value for _, value in cells if isinstance(value, str)]
    if any(len(value) < SHORT and _is_example(value) for value in texts):
        return "dòng ví dụ của mẫu"
    lacks = bool(required - {places[place] for place, _ in cells if place in places})
    if not lacks and sum(LETTER.search(value) is not None for value in texts) > 1:
        return ""  # as nearly every line
    said = [(place, squeeze(written(value))) for place, value in cells]
    if len(said) > 2 and all(COLUMN_NUMBER.fullmatch(words) for _, words in said):
        numbers = [int(words.strip("()")) for _, words in said]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return "dòng đánh số cột"
    words = [text for _, text in said if not FIGURE.fullmatch(text)]
    if words and (lacks or len(words) == 1) and is_sum(words):
        return SUM
    if lacks and len(words) == 1 and is_wide:
        return "dòng tên nhóm"
    if lacks and len(said) == 2 and GROUPED.fullmatch(fold(said[0][1])) and said[0][0] not in places:
        return "dòng tên nhóm"
    return ""


@lru_cache(1_000)
def _is_example(value: str) -> bool:
    """Whether a cell marks the example, whichever way its accents are typed."""
    return fold(written(value)) == EXAMPLE_BARE


def _cells(lines, index, places, letters, formulas) -> Iterator[tuple[str, Cell]]:
    line = lines[index]
    for place, key in places.items():
        value, kind = line[place] if place < len(line) else (None, "n")
        letter, fault = letters[key], ""
        if (index + 1, place + 1) in formulas and is_blank(value):
            fault = "là công thức chưa có giá trị tính sẵn; chép giá trị thay cho công thức."
        elif kind == "e":
            fault = f"có lỗi {value}."
        elif isinstance(value, float) and not math.isfinite(value):
            fault = "không phải là số hay ngày."
        elif isinstance(value, str) and len(value) > MAX_TEXT:
            fault = "dài quá."
        yield key, Cell(letter, value, fault)


def _listed(names) -> str:
    """The first few and how many more."""
    shown = ", ".join(f"“{name}”" if isinstance(name, str) and " " in name and "“" not in name else str(name)
                      for name in names[:SHOWN])  # fmt: skip
    return f"{shown} và {vi(len(names) - SHOWN)} nữa" if len(names) > SHOWN else shown


def _ranges(numbers: list[int]) -> str:
    """Numbers of lines, those that follow each other as "5 đến 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = (f"{run[0]} đến {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(shown)
