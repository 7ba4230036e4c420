"""Texts made to keep the search for personal data busy: the work grows with the text, not with its square."""

from benchmarks.measuring import Row, seconds
from coordination.lib.numbers import vi

SHORT, LONG = 10_000, 40_000
PIECES = (
    "Từ ",
    "Nguyễn ",
    "Nguyễn-",
    "A.",
    "A. ",
    "N.V. ",
    "Ng. ",
    "vợ chồng A, ",
    "A - ",
    "Lan và ",
    "xe ",
    "xe số ",
    "84 ",
    "29A",
    "a at ",
    "a@",
    "a.",
    "H'",
    "H'A ",
    "Rah ",
    "Niê ",
    "Y ",
    "ông ",
    "các ông ",
    "Đậu Quốc ",
    "TỪ MINH ",
    "Ă",
    "Đề nghị ông Đậu Quốc Tuấn sửa đường liên xã, xe 29A12345. ",
    " ",
    "ông" + " " * 400,
    "A'",
)
"""Beginnings of what the patterns look for, over and over."""
MOST = 8
"""Four times the letters: four times the work, sixteen times if it grew with the square."""


def rows():
    """The worst piece, and the sum over all of them."""
    from voters.redaction import redact  # noqa: PLC0415 - needs the settings

    taken = {
        piece: [seconds(lambda text=(piece * size)[:size]: redact(text)) for size in (SHORT, LONG)] for piece in PIECES
    }
    short, long = (sum(both[at] for both in taken.values()) for at in (0, 1))
    words = f"bỏ dữ liệu cá nhân, {len(PIECES)} văn bản hiểm, {vi(LONG)} chữ"
    yield Row(words, long, f"{vi(SHORT)} chữ", short, MOST)
    piece = max(taken, key=lambda one: taken[one][1])
    yield Row(
        f"lâu nhất: {piece.strip() or 'khoảng trắng'}", taken[piece][1], f"{vi(SHORT)} chữ", taken[piece][0], MOST
    )
