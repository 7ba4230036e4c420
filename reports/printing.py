"""A review as an official paper: the parts in the order of law.md 7.4, signatures of all parties, annexes."""

from dataclasses import dataclass, field

from coordination.documents.paper import Paper, Signature, name_lines
from coordination.lib.dates import official, official_long
from coordination.ui.show import capfirst, lowfirst
from reports import snapshots
from reports.catalogue import BY_KEY
from reports.choices import Provenance, ReviewStatus, SectionKey
from reports.drafting import regulation_words
from reports.models import Indicator, ReportedFigure

SILENT_SOURCE = "Nguồn không nêu."
SILENT_OFFICE = "Chưa có nội dung."
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


@dataclass(frozen=True)
class Text:
    """One section: heading (none when the part has only this one) and paragraphs."""

    heading: str
    paragraphs: list[str]
    key: str = ""
    title: str = ""

    @property
    def anchor(self) -> str:
        """Where it stands on the page; the facts of the conference have no key, they come from the meeting."""
        return f"muc-{self.key or 'hoi-nghi'}"


@dataclass(frozen=True)
class Line:
    """A shortcoming or a direction in words, and the key of its row (none in an unsaved draft)."""

    text: str
    pk: int | None = None


@dataclass(frozen=True)
class Group:
    """Lines under one heading: shortcomings of a party, directions of a body."""

    heading: str
    lines: list[Line]


@dataclass
class Part:
    """A part with a Roman number."""

    heading: str
    sections: list[Text] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    note: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """A line of an annex."""

    label: str
    words: str
    period: str = ""
    scope: str = ""
    note: str = ""


def context(review, content) -> dict:
    """What `reports/review_pdf.html` sets. Annexes are numbered when there are two."""
    values = [] if review.is_stored else snapshots.values(review)
    figures = figure_rows(values)
    annex, indicators = reported_rows(review), indicator_rows(review)
    two = figures and (annex or indicators)
    return {
        "paper": paper(review, content.parties),
        "review": review,
        "parts": parts(review, content),
        "silence": silence(review),
        "figures": figures,
        "unknown": unknown_figures(values),
        "annex": annex,
        "indicators": indicators,
        "first": "I" if two else "",
        "second": "II" if two else "",
        "sources": [source_words(source) for source in review.sources.all()] if review.pk else [],
        "last_line": f"Trên đây là báo cáo {lowfirst(review.title)}./.",
    }


def paper(review, parties) -> Paper:
    """Head, number or its empty place, legal bases, signatures in the regulation's order, recipients."""
    lead = review.lead_party
    bases = [f"Căn cứ {document_words(document)}" for document in review.legal_bases.all()] if review.pk else []
    if review.regulation:
        bases.append(f"Căn cứ {regulation_words(review.regulation)}")
    return Paper(
        type_name="Báo cáo",
        abstract=review.title,
        issuer=name_lines(lead.name),
        number=review.number,
        symbol=review.symbol or (f"BC-{lead.symbol}" if lead.symbol else ""),
        place=review.issued_place,
        issued_on=review.issued_on,
        is_draft=review.status in ReviewStatus.EDITABLE,
        bases=tuple(bases),
        signatures=tuple(
            Signature(capacity=name_lines(f"TM. {row.body.name}"), title=row.signer_post, name=row.signer)
            for row in parties
        ),
        recipients=tuple(line.strip() for line in review.recipients.splitlines() if line.strip())
        or tuple(row.body.name for row in parties),
    )


def silence(review) -> str:
    """What stands where nothing stands: a source that does not say, or an office that has not written yet."""
    return SILENT_SOURCE if review.is_stored else SILENT_OFFICE


def parts(review, content) -> list[Part]:
    """All parts, numbered."""
    texts = {section.key: section for section in content.sections}
    built = [
        Part("Đặc điểm tình hình, triển khai Quy chế", _numbered(texts, (SectionKey.OVERVIEW, SectionKey.CONTEXT))),
        Part("Kết quả phối hợp", _numbered(texts, SectionKey.RESULTS)),
        Part("Đánh giá chung: ưu điểm, nguyên nhân", _numbered(texts, (SectionKey.STRENGTHS, SectionKey.CAUSES))),
        Part(
            "Tồn tại, hạn chế",
            groups=limitation_groups(content.limitations),
            kind="han-che",
        ),
        Part("Hội nghị đánh giá", _conference(review, texts)),
        Part(
            "Phương hướng, nhiệm vụ",
            groups=direction_groups(content.directions),
            kind="phuong-huong",
        ),
        Part("Kiến nghị, đề xuất", _numbered(texts, (SectionKey.PROPOSALS,))),
    ]
    for number, part in enumerate(built):
        part.heading = f"{ROMAN[number]}. {part.heading}"
        if review.is_stored:
            _gather_silence(part)
        if not part.sections and not part.groups and not part.note:
            part.note = silence(review)
    return built


def _gather_silence(part: Part) -> None:
    """In a review that tells a source, sections on which it is silent are named in one line, not printed empty."""
    silent = [section for section in part.sections if not section.paragraphs]
    if not silent or len(part.sections) == 1:
        return
    spoken = [section for section in part.sections if section.paragraphs]
    part.sections = [
        Text(f"{number}. {section.title}" if len(spoken) > 1 else "", section.paragraphs, section.key, section.title)
        for number, section in enumerate(spoken, start=1)
    ]
    if spoken:
        part.note = f"Nguồn không nêu: {'; '.join(lowfirst(section.title) for section in silent)}."


def _numbered(texts: dict, keys) -> list[Text]:
    """Sections with their numbers; a part of one section needs no heading of its own."""
    found = [texts[key] for key in keys if key in texts]
    if len(found) == 1:
        return [Text("", found[0].paragraphs, found[0].key)]
    return [
        Text(f"{number}. {section.heading}", section.paragraphs, section.key, section.heading)
        for number, section in enumerate(found, start=1)
    ]


def _conference(review, texts: dict) -> list[Text]:
    opinions = texts.get(SectionKey.OPINIONS)
    conclusion = texts.get(SectionKey.CONCLUSION)
    return [
        Text("1. Hội nghị", conference_lines(review.conference), title="Hội nghị"),
        Text(
            "2. Ý kiến tại hội nghị",
            opinions.paragraphs if opinions else [],
            SectionKey.OPINIONS,
            "Ý kiến tại hội nghị",
        ),
        Text(
            "3. Kết luận",
            (conclusion.paragraphs if conclusion else []) + _concluded(review.conference),
            SectionKey.CONCLUSION,
            "Kết luận",
        ),
    ]


def _concluded(meeting) -> list[str]:
    return [meeting.conclusions] if meeting and meeting.conclusions else []


def conference_lines(meeting) -> list[str]:
    """When, where, who chaired with which posts, who took part."""
    if meeting is None:
        return []
    where = f", tại {meeting.venue}" if meeting.venue else ""
    lines = [f"{_when(meeting)}{where}, các bên tổ chức hội nghị."] if meeting.held_on else []
    chairs = [f"{row.person.name} ({row.posts})" if row.posts else row.person.name for row in meeting.chair_rows.all()]
    if chairs:
        lines.append(f"Đồng chủ trì: {'; '.join(chairs)}." if len(chairs) > 1 else f"Chủ trì: {chairs[0]}.")
    if meeting.participants:
        lines.append(f"Tham dự: {meeting.participants}.")
    return lines


def _when(meeting) -> str:
    """ "Chiều ngày 12/4/2018", "Cả ngày 12/4/2018", "Tháng 4 năm 2018"."""
    if not meeting.held_on.exact:
        return capfirst(official_long(meeting.held_on))
    words = meeting.get_part_of_day_display().removesuffix(" ngày")
    return capfirst(f"{words} ngày {official(meeting.held_on)}".strip())


def limitation_groups(limitations) -> list[Group]:
    """Under the parties that are named, then under fields, then plain; in each group in their order."""

    def place(row) -> tuple[int, str]:
        if row.party:
            return 0, f"Đối với {row.party.name}"
        return (1, row.get_field_display()) if row.field else (2, "")

    rows = sorted(limitations, key=lambda row: place(row)[0])
    return _grouped((place(row)[1], Line(_limitation(row), row.pk)) for row in rows)


def _limitation(row) -> str:
    """The text, with who was responsible where it is not the party it is named under."""
    other = row.responsible.short_name if row.responsible and row.responsible != row.party else row.responsible_words
    return f"{row.text.rstrip('.')} (trách nhiệm: {other})." if other else row.text


def direction_groups(directions) -> list[Group]:
    """By the words that say whose task it is."""
    return _grouped((row.party_words, Line(_direction(row), row.pk)) for row in directions)


def _direction(row) -> str:
    return f"Năm {row.year}: {row.text}" if row.year else row.text


def _grouped(pairs) -> list[Group]:
    """Lines under their headings, numbered in the order in which a heading first comes."""
    groups: dict[str, list[Line]] = {}
    for heading, line in pairs:
        groups.setdefault(heading, []).append(line)
    return [
        Group(f"{number}. {heading}" if heading else "", lines)
        for number, (heading, lines) in enumerate(groups.items(), start=1)
    ]


def figure_rows(values) -> list[Row]:
    """Every known figure, with where it comes from."""
    return [_figure_row(value) for value in values if value.is_known]


def unknown_figures(values) -> list[str]:
    """Figures that nobody knows, not even for some bodies."""
    known = {value.figure.key for value in values if value.is_known}
    return [lowfirst(value.figure.label) for value in values if value.figure.key not in known]


def _figure_row(value) -> Row:
    return Row(
        value.figure.label,
        value.number_words,
        period=Provenance(value.provenance).label,
        scope=", ".join(value.bodies) if value.bodies else "",
        note=value.part_words,
    )


def reported_within(review) -> list[ReportedFigure]:
    """Every reported figure whose own period lies within the review's."""
    rows = ReportedFigure.objects.counted_in(review.locality).select_related("source").prefetch_related("bodies")
    order = list(BY_KEY)
    return sorted((row for row in rows if row.period.within(review.period)), key=lambda row: order.index(row.key))


def reported_rows(review) -> list[Row]:
    """The annex of reported figures."""
    return [_reported_row(row) for row in reported_within(review)]


def _reported_row(row) -> Row:
    label = f"{row.label}, {row.part_label}" if row.part else row.label
    return Row(label, row.words, row.period.label, row.scope_words, row.note.rstrip("."))


def indicator_rows(review) -> list[Row]:
    """Socio-economic numbers quoted for the period, with their own words for it."""
    rows = Indicator.objects.counted_in(review.locality)
    return [
        Row(row.name, row.words, row.period_words or row.period.label, note=row.note.rstrip("."))
        for row in rows
        if row.period.within(review.period)
    ]


def source_words(source) -> str:
    """An article as one line: title, publisher, author, date; what is unknown is left out."""
    when = f"ngày đăng {official(source.published_on)}" if source.published_on else "không ghi ngày đăng"
    parts_ = [source.title or "Bài không có tiêu đề", source.publisher, source.author, when]
    return ", ".join(part for part in parts_ if part)


def document_words(document) -> str:
    """A document as legal bases name it: kind, number, day, issuer, abstract, as far as they are known."""
    number = f" số {document.reference}" if document.reference else ""
    day = f" ngày {official(document.issued_on)}" if document.issued_on and number else ""
    issuer = f" của {document.issuer_words}" if document.issuer_words else ""
    abstract = f" {document.abstract}" if document.abstract else ""
    return f"{document.kind_words}{number}{day}{issuer}{abstract}"


def file_name(review) -> str:
    """A plain file name for the downloaded report."""
    return f"bao-cao-phoi-hop-{review.locality.slug}-{review.pk or 'du-thao'}.pdf"
