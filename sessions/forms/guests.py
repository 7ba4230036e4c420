"""A list of guests as offices write one, pasted whole: one line for each, read, shown and only then written down."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from django import forms
from django.utils import timezone
from django.utils.crypto import salted_hmac

from coordination.lib.text import fold, squeeze
from coordination.people.models import Body
from coordination.people.models.querysets import in_force
from coordination.ui.forms import OfficeForm, TextArea
from sessions.actions.hall import Guest
from sessions.choices import Presence
from sessions.models import Attendance

MOST = 300
"""Guests that one list may name."""
LONGEST = 60_000
"""Characters of one list."""
LIMITS = tuple(Attendance._meta.get_field(name).max_length for name in ("guest", "guest_post", "guest_from"))
BULLET = re.compile(r"^(?:\d{1,3}\s*[.)/]\s*|[-–—+*•·]\s*)+")
ROW = re.compile(r"^\d{1,3}\s*\t")
DASH = re.compile(r"\s+[–—]\s+")
HYPHEN = re.compile(r"\s+-\s+")
COMMA = re.compile(r"\s*[;,]\s*")
TITLE = re.compile(r"^(?:(?:ong|ba|dong chi|d/c|dc)\b[.:]?\s*)+")
ROMAN = re.compile(r"^[IVX]{1,5}(?:\s*[.)/:–—-]\s*|\t\s*)")
COUNTED = re.compile(r"\([^()]*\)")
DIVIDED = re.compile(r"\t|\s[-–—]\s|[;,]")
"""What stands between name, post and place of a guest."""
GROUP = (
    "khach|danh sach|thanh phan|cac|lanh dao|thuong truc|cap uy|dai bieu (?:hdnd|ubnd|quoc hoi|cac|cap|trung uong|tinh)"
)
"""What begins the caption of a group and no guest, folded."""
NO_GUEST = re.compile(rf"(?:{GROUP})\b")
CAPTION = re.compile(rf"(?:{GROUP}|dai bieu|cap (?:tinh|xa|huyen|trung uong)|trung uong)\b")
"""What a caption may begin with, folded; by that sign alone it is not one yet."""
CELL = re.compile(r"\t|\s[-–—]\s|[;,/]")
COLUMNS = frozenset(
    ("stt", "tt", "so tt", "so thu tu", "ho va ten", "ho ten", "ten", "khach moi", "ten khach moi", "dai bieu")
    + ("chuc vu", "chuc danh", "don vi", "don vi cong tac", "co quan", "co quan cong tac", "noi cong tac")
    + ("dia chi", "dien thoai", "so dien thoai", "ghi chu")
)
"""Heads of columns, folded."""
SAME = re.compile(r"\W*(?:nhu tren\b|nt\W*$)|[\"”“〃]+$")
NO_POST = "Ghi cả chức vụ hoặc cơ quan; tên cơ quan đứng một mình thì phải đúng như trong danh bạ."


@dataclass(frozen=True)
class Line:
    """One line of the list: what was read, or why not, or what it repeats, or why it names nobody at all."""

    number: int
    text: str
    guest: Guest | None = None
    fault: str = ""
    repeats: str = ""
    aside: str = ""

    @property
    def why(self) -> str:
        """Why it is not written down."""
        return self.fault or self.repeats or self.aside

    @property
    def state(self) -> tuple[str, str]:
        """What becomes of it, as a chip; why stands beside it."""
        if self.fault:
            return "late", "Cần sửa"
        return ("pause", "Bỏ qua") if self.why else ("done", "Sẽ ghi")


class Bodies:
    """The bodies of the place, by every name they go by, and the hyphens that are part of their names."""

    def __init__(self, bodies):
        self.by_name: dict[str, list[Body]] = {}
        self.joints = set()
        for body in bodies:
            names = {body.name, body.short_name}
            for name in {fold(name) for name in names}:
                self.by_name.setdefault(name, []).append(body)
            for name in names:
                words = [fold(part).split() for part in HYPHEN.split(name)]
                self.joints |= {(one[-1], two[0]) for one, two in pairwise(words) if one and two}

    def named(self, text: str) -> Body | None:
        """The one body of this name."""
        found = self.by_name.get(fold(text), [])
        return found[0] if len(found) == 1 else None

    def parts(self, text: str) -> list[str]:
        """A line in at most three parts: by tabs, long dashes, hyphens (not those of "Kinh tế - Ngân sách"), commas."""
        if "\t" in text:
            return text.split("\t")
        if DASH.search(text):
            return DASH.split(text, maxsplit=2)
        first, *others = HYPHEN.split(text)
        parts = [first]
        for other in others:
            if len(parts) == len(LIMITS) or self._is_joint(parts[-1], other):
                parts[-1] = f"{parts[-1]} - {other}"
            else:
                parts.append(other)
        return parts if len(parts) > 1 else COMMA.split(text, maxsplit=2)

    def _is_joint(self, before: str, after: str) -> bool:
        one, two = fold(before).split(), fold(after).split()
        return bool(one and two) and (one[-1], two[0]) in self.joints


def read(text: str, bodies: Bodies) -> list[Line]:
    """Every line that says something, with its number in the list; a table pasted from Excel has tabs, and may number
    its rows in a column of their own."""
    lines = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = BULLET.sub("", ROW.sub("", raw.strip(" \xa0"))).rstrip(" \xa0;.,\t")
        if line:
            lines.append(_read(number, line, bodies))
    return lines


def _is_head(text: str) -> bool:
    """Whether nothing but heads of columns stands in the line."""
    words = {fold(cell.strip(" .:()")) for cell in CELL.split(text)} - {""}
    return bool(words) and words <= COLUMNS


def _is_caption(text: str, bodies: Bodies) -> bool:
    """Whether the line is the caption of a group: two of three signs, as a name too may be written in capitals; never
    the name of a body, nor what is divided like a guest unless it begins as no guest does."""
    rest = COUNTED.sub("", ROMAN.sub("", text)).strip()
    words = fold(rest)
    if bodies.named(rest) or (DIVIDED.search(rest) and not NO_GUEST.match(words)):
        return False
    return sum((bool(ROMAN.match(text)), rest.isupper(), bool(CAPTION.match(words)))) > 1


def _read(number: int, text: str, bodies: Bodies) -> Line:
    shown = squeeze(text)
    if body := bodies.named(text):
        return Line(number, shown, Guest(body=body))
    if _is_head(text):
        return Line(number, shown, aside="dòng đầu bảng, không phải khách mời")
    if _is_caption(text, bodies):
        return Line(number, shown, aside="đề mục, không phải khách mời")
    parts = [squeeze(part).strip(" ;,") for part in bodies.parts(text)]
    if any(SAME.match(fold(part)) for part in parts):
        return Line(number, shown, fault="Không ghi “như trên”: ghi rõ họ tên, chức vụ, cơ quan.")
    name, post, place = [*parts, "", "", ""][:3]
    if len(parts) > len(LIMITS):
        return Line(number, shown, fault="Nhiều hơn ba cột: chỉ giữ họ tên, chức vụ, cơ quan.")
    if not name:
        return Line(number, shown, fault="Thiếu họ tên.")
    if any(letter.isdigit() for letter in name):
        return Line(number, shown, fault=f"Họ tên “{name}” có chữ số.")
    if not (post or place):
        return Line(number, shown, fault=NO_POST)
    for value, limit, what in zip((name, post, place), LIMITS, ("Họ tên", "Chức vụ", "Cơ quan"), strict=True):
        if len(value) > limit:
            return Line(number, shown, fault=f"{what} dài {len(value)} ký tự, nhiều nhất {limit}.")
    return Line(number, shown, Guest(name, post, place))


def key_of(guest: Guest) -> tuple:
    """What makes two guests the same: the body; the name without its title, and post and place however divided."""
    if guest.body:
        return ("body", guest.body.pk)
    words = re.findall(r"\w+", fold(f"{guest.post} {guest.place}"))
    return (TITLE.sub("", fold(guest.name)), *words)


def without_repeats(lines: list[Line], rows) -> list[Line]:
    """The lines, with those named that stand in the roll (`rows`) or further up in the list already."""
    known = {
        key_of(Guest(row.guest, row.guest_post, row.guest_from, row.body)): "đã có trong danh sách" for row in rows
    }
    told = []
    for line in lines:
        if line.guest:
            key = key_of(line.guest)
            line = replace(line, repeats=known.get(key, ""))
            known.setdefault(key, f"trùng dòng {line.number}")
        told.append(line)
    return told


class GuestsForm(OfficeForm, forms.Form):
    """The whole list in one box. Nothing is written before it was shown line by line as it will be written."""

    text = forms.CharField(
        label="Danh sách khách mời",
        max_length=LONGEST,
        widget=TextArea({"rows": 12}),
        help_text="Mỗi dòng một khách: họ tên – chức vụ – cơ quan. Dán từ Word hay Excel, có đánh số đều được. "
        "Dòng chỉ có tên một cơ quan trong danh bạ là mời cơ quan đó.",
    )
    presence = forms.ChoiceField(
        label="Ghi cả danh sách là",
        choices=[(value, Presence(value).label) for value in (Presence.INVITED, Presence.PRESENT)],
        initial=Presence.INVITED,
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args, user=None, gathering=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.gathering = user, gathering
        self.lines: list[Line] = []
        self.prepare()

    def clean_text(self):
        text = self.cleaned_data["text"]
        places = Body.objects.visible_to(self.user).filter(
            in_force(timezone.localdate()), locality=self.gathering.locality
        )
        rows = self.gathering.attendances.filter(person=None).select_related("body")
        self.lines = without_repeats(read(text, Bodies(places)), rows)
        if len(self.lines) > MOST:
            raise forms.ValidationError(f"Danh sách có {len(self.lines)} dòng; mỗi lần nhiều nhất {MOST} dòng.")
        faults = [f"Dòng {line.number}: {line.fault}" for line in self.lines if line.fault]
        if faults:
            raise forms.ValidationError(faults)
        if not self.guests:
            raise forms.ValidationError(self._nobody_new())
        return text

    def _nobody_new(self) -> list[str]:
        return [f"Dòng {line.number}: {line.why}." for line in self.lines] or ["Danh sách không có dòng nào."]

    @property
    def guests(self) -> list[Guest]:
        """Those who will be written down."""
        return [line.guest for line in self.lines if line.guest and not line.repeats]

    @property
    def repeated(self) -> list[Line]:
        """Lines left out because somebody stands there already."""
        return [line for line in self.lines if line.repeats]

    @property
    def was_shown(self) -> bool:
        """Whether this very list, read as it is read now, was shown before."""
        return self.cleaned_data["shown"] == self.mark

    @property
    def mark(self) -> str:
        """What the list will write, so that a changed list or roll is shown anew."""
        said = [(line.number, line.text, line.why) for line in self.lines]
        return salted_hmac("council_sessions.guests", repr((said, self.cleaned_data["presence"]))).hexdigest()

    def show(self) -> None:
        """Let the next press write what the page shows now."""
        self.data = self.data.copy()
        self.data["shown"] = self.mark
