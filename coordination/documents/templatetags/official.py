"""Template tags for official writing: pieces that stay on one line, paragraphs, annexes."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from coordination.lib.nobreak import pieces

register = template.Library()


@register.filter
def nobreak(text) -> SafeString:
    """Numbers, symbols and dates in spans that do not break; the text itself keeps its ordinary spaces.

    Takes plain text. What is already HTML has no plain text to look at and passes unchanged.
    """
    if text is None:
        return mark_safe("")
    if isinstance(text, SafeString):
        return text
    return format_html_join("", "{}", ((_span(piece) if whole else piece,) for piece, whole in pieces(str(text))))


def _span(piece: str) -> SafeString:
    return format_html('<span class="nb">{}</span>', piece)


@register.filter
def paragraphs(text) -> SafeString:
    """Every line of a plain text as a paragraph of the body; empty lines are dropped."""
    lines = (line.strip() for line in str(text or "").splitlines())
    return format_html_join("\n", "<p>{}</p>", ((nobreak(line),) for line in lines if line))


@register.simple_block_tag(takes_context=True)
def annex(context, content, title, number=""):
    """An annex on a new page, with its own page numbers: `{% annex title="Biểu số liệu" number="I" %}…{% endannex %}`.

    `number` is a Roman numeral where there are several annexes, else empty. The header line names the parent paper.
    """
    paper = context["paper"]
    return format_html(
        '<section class="annex"><h2 class="annex-head">{}</h2><p class="annex-title">{}</p>'
        '<p class="annex-of">(Kèm theo {} của {})</p>{}</section>',
        f"Phụ lục {number}".strip(),
        nobreak(title),
        nobreak(paper.reference),
        paper.issuer_words,
        conditional_escape(content),
    )
