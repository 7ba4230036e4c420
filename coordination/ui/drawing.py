"""Form boxes drawn in Python: the same marks as Django's widget templates, without a template for every option.

A list of communes has a hundred and more options; drawn through templates they cost more than the rest of a page.
"""

from collections.abc import Iterable

from django import forms
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

OPTION = "django/forms/widgets/select_option.html"


def attributes(attrs: dict) -> str:
    """What stands in a tag after its name: ` class="x" required`; what is False is left out."""
    parts = (
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
    return "".join(parts)


def box(widget: dict) -> SafeString:
    """An `<input>`."""
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    tag = f'<input type="{widget["type"]}" name="{_text(widget["name"])}"{value}{attributes(widget["attrs"])}>'
    return mark_safe(tag)  # noqa: S308 - every part is escaped


def select(widget: dict) -> SafeString:
    """A `<select>` with its options, in groups where there are some."""
    parts = [f'<select name="{_text(widget["name"])}"{attributes(widget["attrs"])}>']
    for name, options, _at in widget["optgroups"]:
        lines = (f"\n  {line}" for line in map(_option, options))
        parts += [f'\n  <optgroup label="{_text(name)}">', *lines, "\n  </optgroup>"] if name else lines
    return mark_safe("".join([*parts, "\n</select>"]))  # noqa: S308 - every part is escaped


class PlainSelect(forms.Select):
    """A select drawn in one go: Django's own makes a context for each option first. Groups it leaves to that."""

    def render(self, name, value, attrs=None, renderer=None):
        choices = [("" if key is None else key, words) for key, words in self.choices]
        if any(isinstance(words, list | tuple) for _key, words in choices):
            return super().render(name, value, attrs, renderer)
        chosen = set(self.format_value(value))
        options = "".join(
            f'\n  <option value="{_text(key)}"{" selected" if str(key) in chosen else ""}>'
            f"{conditional_escape(localize(words))}</option>"
            for key, words in choices
        )
        tag = f'<select name="{_text(name)}"{attributes(self.build_attrs(self.attrs, attrs))}>{options}\n</select>'
        return mark_safe(tag)  # noqa: S308 - every part is escaped


def drawn(template_name: str, context: dict) -> SafeString | None:
    """The box in marks, or nothing where it has a template of its own."""
    draw = DRAWN.get(template_name)
    if draw is None or (draw is select and not _is_plain(context["widget"]["optgroups"])):
        return None
    return draw(context["widget"])


INPUTS = ("text", "hidden", "date", "number", "input", "email", "url", "time", "datetime", "password")
DRAWN = {f"django/forms/widgets/{name}.html": box for name in INPUTS} | {"django/forms/widgets/select.html": select}


def _is_plain(groups: Iterable) -> bool:
    return all(option["template_name"] == OPTION for _name, options, _at in groups for option in options)


def _option(option: dict) -> str:
    label = conditional_escape(localize(option["label"]))
    return f'<option value="{_text(option["value"])}"{attributes(option["attrs"])}>{label}</option>'


def _text(value) -> str:
    """A value as text between quotes."""
    return conditional_escape(value if isinstance(value, SafeString) else str(value))
