"""A resolution as a paper: its bases, the articles still to be written, the line that says when it was adopted.

A normative one has the year in its number, no "QUYẾT NGHỊ" line, and its last line in italics; an individual one keeps
"QUYẾT NGHỊ".
"""

from coordination.documents.layout import GAP
from coordination.documents.letters import Text
from coordination.ui.show import capfirst, lowfirst
from sessions.letters import words
from sessions.models import Verification


def reference(resolution) -> tuple[str, str]:
    """Number and symbol as they stand on the paper: ("05", "2026/NQ-HĐND"), ("22", "NQ-HĐND")."""
    year = f"{resolution.year or GAP}/" if resolution.is_normative else ""
    return resolution.number, f"{year}{resolution.symbol}"


def compose(resolution, user) -> Text:
    """The first text, from what is recorded of the resolution, its session and its draft."""
    council = words.council(resolution)
    last = _last_line(resolution, council)
    articles = _normative(resolution, council) if resolution.is_normative else [*_individual(resolution), last]
    return Text(
        issuer=council,
        abstract=capfirst(resolution.title),
        symbol=reference(resolution)[1],
        bases="\n".join(_bases(resolution, user)),
        body=words.join(*articles),
        closing=last if resolution.is_normative else "",
        signer_post=words.CHAIR,
        signer_name=_signer(resolution, user),
        place=resolution.locality.name,
        recipients=[council],
        copies=f"Đại biểu {council.name}",
    )


def _signer(resolution, user) -> str:
    """Who authenticated it, else who presides."""
    return resolution.signed_by.name if resolution.signed_by else words.chair(resolution, user, resolution.adopted_on)


def _bases(resolution, user) -> list[str]:
    """The law of the day, the submission, the verifications that took place, the debate."""
    session, draft = resolution.session, resolution.draft
    laws = ["SES-14", "DR-12"] if resolution.is_normative else ["SES-14"]
    names = {"SES-14": "Tổ chức chính quyền địa phương", "DR-12": "Ban hành văn bản quy phạm pháp luật"}
    submitted = f" của {draft.submitting_body.name}" if draft and draft.submitting_body else ""
    return [
        *((session and words.law_of(rule, session)) or f"Căn cứ Luật {names[rule]} {GAP}" for rule in laws),
        f"Xét Tờ trình số {GAP}{submitted}",
        *(f"Báo cáo thẩm tra của {row.board.name}" for row in _verifications(resolution, user)),
        f"Ý kiến thảo luận của đại biểu {words.council(resolution).name} tại kỳ họp",
    ]


def _verifications(resolution, user) -> list[Verification]:
    """One of each board that met about the draft."""
    if resolution.draft_id is None:
        return []
    rows = Verification.objects.visible_to(user).filter(draft=resolution.draft_id, held_on__isnull=False)
    return list({row.board_id: row for row in rows.select_related("board").order_by("id")}.values())


def _normative(resolution, council) -> list[str]:
    return [
        f"{council.name} ban hành Nghị quyết {lowfirst(resolution.title)}.",
        f"Điều 1. {GAP}",
        f"Điều 2. Tổ chức thực hiện: {GAP}",
        f"Điều 3. Nghị quyết này có hiệu lực từ {words.day(resolution.effective_from)}.",
    ]


def _individual(resolution) -> list[str]:
    """The article on effect only where a day is recorded."""
    lines = ["QUYẾT NGHỊ:", f"Điều 1. {GAP}", f"Điều 2. Tổ chức thực hiện: {GAP}"]
    if resolution.effective_from:
        lines.append(f"Điều 3. Nghị quyết này có hiệu lực từ {words.day(resolution.effective_from)}.")
    return lines


def _last_line(resolution, council) -> str:
    """Council, term, session and day of adoption."""
    session = resolution.session
    term = words.term_of(session) if session else ""
    return (
        f"Nghị quyết này đã được {council.name}{term}, {lowfirst(str(session)) if session else f'kỳ họp {GAP}'} "
        f"thông qua {words.day(resolution.adopted_on)}./."
    )
