"""The parts of a statement that asks for several things."""

import re

from django import forms

from coordination.ui.forms import MoveForm, TextArea
from voters.actions.splitting import MOST

SPARE = 1
"""Empty boxes after the proposed parts."""
MORE = "them-o"
"""The button that asks for more boxes; what was typed stays."""
STEP = 3
"""Boxes it adds."""

NUMBERED = re.compile(r"(?:^|(?<=[\s:;.,]))\(?(\d{1,2})[.)]\s+")
BULLET = re.compile(r"^\s*(?:[-–+•*]|[a-zđ]\))\s+", re.MULTILINE)
LINKING = re.compile(r"^(?:(?:và|đồng thời|ngoài ra|bên cạnh đó)\b\s*[,:]?\s*)+(?=\S)", re.IGNORECASE)
"""What ties a part to the one before it; by itself it says nothing."""
BREAK = re.compile(r"(?<=[.?!])\s+|;\s*|\n+")


def proposed_parts(text: str) -> list[str]:
    """A statement cut where it is numbered, else at its bullets, else into sentences.

    Words that lead over to the list ("Cử tri đề nghị:") stand before each part; each reads as a statement of its own.
    """
    first, *others = _cut(text.strip()) or [""]
    return [part for part in (first, *map(_of_its_own, others)) if part]


def _of_its_own(part: str) -> str:
    """Without "đồng thời" and the like before it, with a capital letter."""
    part = LINKING.sub("", part)
    return part[:1].upper() + part[1:]


def _cut(text: str) -> list[str]:
    cuts = _numbers(text) or [match.span() for match in BULLET.finditer(text)]
    if len(cuts) < 2:
        return _sentences(text)[:MOST]
    lead = text[: cuts[0][0]].strip()
    ends = [start for start, _end in cuts[1:]] + [len(text)]
    parts = [text[end:until].strip(" ;\n") for (_start, end), until in zip(cuts, ends, strict=True)]
    if lead and not lead.endswith(":"):
        return [lead, *parts][:MOST]
    return [f"{lead} {part}".strip() for part in parts][:MOST]


def _sentences(text: str) -> list[str]:
    """Sentences and what stands between semicolons; after a full stop only a capital letter begins a new one."""
    starts = [0]
    for match in BREAK.finditer(text):
        is_stop = match[0].isspace() and "\n" not in match[0]
        if match.end() < len(text) and (not is_stop or text[match.end()].isupper()):
            starts.append(match.end())
    parts = [text[start:end].strip(" ;\n") for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [part for part in parts if part]


def _numbers(text: str) -> list[tuple[int, int]]:
    """Where 1, 2, 3 … stand in order; other numbers are part of the words."""
    found, wanted = [], 1
    for match in NUMBERED.finditer(text):
        if int(match[1]) == wanted:
            found.append(match.span())
            wanted += 1
    return found if len(found) >= 2 else []


class SplitForm(MoveForm):
    """One box for each part, at least `boxes` of them; the first part stays with the petition."""

    def __init__(self, *args, boxes=0, **kwargs):
        self.boxes = boxes
        super().__init__(*args, **kwargs)

    def prepare(self):
        proposed = proposed_parts(self.record.content)
        typed = sum(1 for name in self.data if re.fullmatch(r"part_\d{1,2}", name)) if self.is_bound else 0
        count = min(MOST, max(len(proposed) + SPARE, 2, typed, self.boxes))
        self.has_room = count < MOST
        for number in range(1, count + 1):
            self.fields[f"part_{number}"] = forms.CharField(
                label="Phần 1: ở lại kiến nghị này" if number == 1 else f"Phần {number}: kiến nghị mới",
                required=False,
                widget=TextArea({"rows": 3}),
                initial=proposed[number - 1] if number <= len(proposed) else "",
            )
        super().prepare()

    def parts(self) -> list[str]:
        """What was typed, blank boxes left out."""
        return [text for text in self.cleaned_data.values() if text.strip()]

    def clean(self):
        cleaned = super().clean()
        if sum(1 for text in cleaned.values() if text and text.strip()) < 2:
            raise forms.ValidationError("Ghi ít nhất 2 phần; mỗi phần là một kiến nghị.")
        return cleaned
