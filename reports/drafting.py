"""The first draft of a review: sentences written from figures. A figure nobody knows is said to be unknown."""

import re

from coordination.lib.dates import official
from coordination.ui.show import lowfirst
from reports.catalogue import BY_KEY
from reports.choices import LimitationField, SectionKey
from reports.content import Content
from reports.models import Indicator, Limitation, ReviewParty, ReviewSection
from reports.queries import Ledger

SENTENCES = {
    SectionKey.RESULTS_SESSIONS: (
        "HĐND đã tổ chức {sessions.held}, trong đó có {sessions.regular} thường lệ.",
        "Có {agenda.documents} phải gửi cho kỳ họp; {agenda.late} gửi chậm hoặc chưa gửi khi đã đến hạn.",
    ),
    SectionKey.RESULTS_RESOLUTIONS: (
        "HĐND đã thông qua {resolutions.adopted}, gồm {resolutions.normative} quy phạm pháp luật; "
        "{resolutions.shortened} được xây dựng theo trình tự, thủ tục rút gọn.",
        "Mặt trận đã tổ chức {criticism.conferences} phản biện xã hội.",
    ),
    SectionKey.RESULTS_PETITIONS: (
        "Các bên đã phối hợp tổ chức {contact.meetings} tiếp xúc cử tri, trong đó có {contact.thematic} "
        "theo chuyên đề, với {contact.voters} tham dự.",
        "Đã tiếp nhận {petitions.total}; {petitions.repeated} được nêu từ lần thứ hai trở lên.",
        "Phân theo thẩm quyền giải quyết: {petitions.by_level:parts}.",
        "Đến hết kỳ, {petitions.answered} đã được trả lời, trong đó {petitions.resolved} đã giải quyết xong; "
        "{petitions.overdue} quá hạn.",
    ),
    SectionKey.RESULTS_OVERSIGHT: (
        "Đã tổ chức {oversight.missions} và {oversight.surveys}; "
        "giám sát theo {oversight.topics}, tại {oversight.targets}.",
        "Có {recommendations.total}, đã thực hiện {recommendations.done}; {recommendations.overdue} quá hạn.",
        "Tại kỳ họp, đại biểu đã nêu {questions.asked}.",
    ),
    SectionKey.RESULTS_LETTERS: (
        "Đã tổ chức {receptions.held} tiếp công dân.",
        "Đã tiếp nhận {letters.total}.",
        "Phân theo loại: {letters.by_type:parts}.",
    ),
    SectionKey.RESULTS_EXCHANGE: (
        "Các bên đã gửi {invitations.sent} cho nhau, {invitations.attended} có người dự.",
        "Theo Quy chế và các văn bản giao việc, có {obligations.due} đến hạn trong kỳ: {obligations.met} đúng hạn, "
        "{obligations.late} làm chậm hoặc quá hạn; số còn lại chưa đến hạn.",
    ),
}
SHORTCOMINGS = (
    ("petitions.overdue", LimitationField.PETITIONS, "Còn {} quá hạn mà chưa kết thúc."),
    ("agenda.late", LimitationField.SESSIONS, "Có {} gửi chậm hoặc chưa gửi khi đã đến hạn."),
    ("recommendations.overdue", LimitationField.RECOMMENDATIONS, "Còn {} quá hạn thực hiện."),
)
PLACEHOLDER = re.compile(r"\{([a-z_.]+)(:parts)?\}")


def drafted(review) -> Content:
    """Everything but the head, written from the data and not saved. Directions are for people to set."""
    ledger = Ledger(review.locality)
    values = {key: ledger.values(figure, review.period) for key, figure in BY_KEY.items()}
    whole = {key: rows[0] for key, rows in values.items()}
    scoped = {key: rows[1:] for key, rows in values.items()}
    return Content(_parties(review), _sections(review, whole, scoped), _limitations(review, whole))


def _parties(review) -> list[ReviewParty]:
    """The regulation's parties in its order; without a regulation the lead party alone."""
    bodies = review.regulation.bodies if review.regulation else [review.lead_party]
    return [ReviewParty(review=review, body=body, order=order) for order, body in enumerate(bodies, start=1)]


def _sections(review, values, scoped) -> list[ReviewSection]:
    """Every section in printing order; those that no figure writes are empty."""
    return [
        ReviewSection(review=review, key=key, heading=key.label, text=_text(key, review, values, scoped), order=order)
        for order, key in enumerate(SectionKey, start=1)
    ]


def _limitations(review, values) -> list[Limitation]:
    """Shortcomings that the figures themselves show; without a party, which is for people to name."""
    found = [(field, text, values[key]) for key, field, text in SHORTCOMINGS if values[key].number]
    return [
        Limitation(review=review, order=order, field=field, text=text.format(value.words))
        for order, (field, text, value) in enumerate(found, start=1)
    ]


def _text(key, review, values, scoped) -> str:
    if key == SectionKey.OVERVIEW:
        return _overview(review)
    if key == SectionKey.CONTEXT:
        return _context(review)
    templates = SENTENCES.get(key, ())
    names = dict.fromkeys(name for template in templates for name, _parts in PLACEHOLDER.findall(template))
    sentences = [_sentence(template, values) for template in templates]
    sentences += [_of_some(value) for name in names for value in scoped[name]]
    sentences.append(_unknown([values[name] for name in names if not values[name].is_known]))
    return "\n\n".join(sentence for sentence in sentences if sentence)


def _sentence(template: str, values: dict) -> str:
    """The sentence when all its figures are known; otherwise the known ones by themselves.

    A sentence about parts says nothing where there are none.
    """
    found = PLACEHOLDER.findall(template)
    if not all(values[name].is_known for name, _parts in found):
        known = [values[name] for name, _parts in found if values[name].is_known]
        return " ".join(f"{value.figure.label}: {value.words}." for value in known)
    if any(as_parts and not values[name].part_words for name, as_parts in found):
        return ""
    return PLACEHOLDER.sub(
        lambda match: values[match[1]].part_words if match[2] else values[match[1]].words,
        template,
    )


def _unknown(values) -> str:
    """One line that names what nobody knows."""
    if not values:
        return ""
    return f"Chưa có số liệu: {'; '.join(lowfirst(value.figure.label) for value in values)}."


def _of_some(value) -> str:
    """A number that a source states for some bodies only."""
    split = f" ({value.part_words})" if value.part_words else ""
    return f"Riêng {', '.join(value.bodies)}: {value.words}{split}."


def _overview(review) -> str:
    regulation = review.regulation
    if regulation is None:
        return ""
    return f"Các bên phối hợp theo {regulation_words(regulation)}. Báo cáo này nói về kết quả {review.period_label}."


def regulation_words(regulation) -> str:
    """ "Quy chế số 53/QCPH-HĐND-UBND-UBMTTQ ngày 29/7/2021 phối hợp công tác …"; what is unknown is left out."""
    number = f" số {regulation.full_number}" if regulation.number else ""
    day = f" ngày {official(regulation.signed_on)}" if regulation.signed_on else ""
    name = regulation.title.removeprefix("Quy chế").strip()
    return f"Quy chế{number}{day} {name}"


def _context(review) -> str:
    rows = Indicator.objects.counted_in(review.locality).select_related("source")
    return "\n\n".join(f"{row}." for row in rows if row.period.within(review.period))
