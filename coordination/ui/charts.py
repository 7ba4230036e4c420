"""Pictures of numbers as plain geometry: SVG attributes only, so that the strict CSP and the PDF take the same code."""

from dataclasses import dataclass

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 100, 34, 4
SHARE_CLASSES = {"done": "done", "mid": "mid", "open": "open", "late": "late"}


@dataclass(frozen=True)
class Bar:
    """A labelled number. `part` is drawn over it in red or green (`part_kind`); `note` stands after the number."""

    label: str
    value: float
    part: float | None = None
    url: str = ""
    note: str = ""
    part_kind: str = "late"


@dataclass(frozen=True)
class Share:
    """A part of a whole: kind done, mid, open or late."""

    label: str
    value: float
    kind: str = "mid"
    url: str = ""


def percent_of(value: float, whole: float) -> str:
    """A width out of 100 with one decimal and a point, as SVG writes it."""
    return f"{100 * value / whole:.1f}" if whole else "0.0"


def measured(rows: list[Bar], kind: str = "") -> list[dict]:
    """Each bar with its widths; the longest fills the line."""
    longest = max((row.value for row in rows), default=0)
    return [
        {
            "row": row,
            "width": percent_of(row.value, longest),
            "css": f"b-{kind}" if kind in ("late", "done") else "b1",
            "part_width": percent_of(row.part, longest) if row.part else "",
            "part_css": f"b-{row.part_kind}",
        }
        for row in rows
    ]


def stacked(parts: list[Share]) -> list[dict]:
    """Each share with its place on a line of 100."""
    whole = sum(part.value for part in parts)
    done, drawn = 0.0, []
    for part in parts:
        kind = SHARE_CLASSES.get(part.kind, "mid")
        drawn.append({"part": part, "x": percent_of(done, whole), "width": percent_of(part.value, whole), "kind": kind})
        done += part.value
    return drawn


def trend(values: list[float]) -> dict:
    """The line and the area under it of a row of numbers; nothing for fewer than two."""
    if len(values) < 2:
        return {}
    low, high = min(values), max(values)
    tall = SPARK_HEIGHT - 2 * SPARK_MARGIN
    points = [
        f"{index * SPARK_WIDTH / (len(values) - 1):.1f} "
        f"{SPARK_HEIGHT - SPARK_MARGIN - (value - low) / ((high - low) or 1) * tall:.1f}"
        for index, value in enumerate(values)
    ]
    line = "M" + "L".join(points)
    return {"line": line, "area": f"{line}L{SPARK_WIDTH} {SPARK_HEIGHT}L0 {SPARK_HEIGHT}Z"}
