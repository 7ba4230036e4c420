"""Tables of records: one look, cards on a phone. Subclasses of `RecordTable` name columns; nothing else."""

from functools import cache
from html import unescape

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models
from django.urls import NoReverseMatch
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django_tables2.utils import A, signature

from coordination.ui import registry
from coordination.ui.chips import chip, due_state
from coordination.ui.picks import tick
from coordination.ui.show import bare, capfirst, date_tag, due_tag, marked, show


def _phone_label(bound_column):
    return f"{bound_column.header}:" if bound_column.header else None


class Column(tables.Column):
    """A plain column. `phone`: "label" (label and value), "bare" (value alone) or "hide" (not on a small screen)."""

    css = ""

    def __init__(self, *args, phone="label", css="", **kwargs):
        names = " ".join(name for name in (self.css, css, "hide-phone" if phone == "hide" else "") if name)
        attrs = {"td": {"class": names}, "th": {"class": self.css or css}} if names else {"td": {}}
        if phone == "label":
            attrs["td"]["data-l"] = _phone_label
        super().__init__(*args, attrs=attrs, **kwargs)

    def render(self, value):
        return show(value)

    def value(self, **kwargs):
        """For a file: the bare value; of a column that draws something of its own what it draws."""
        if type(self).render is Column.render:
            return bare(kwargs["value"])
        return super().value(**kwargs)


class NumberColumn(Column):
    """A number, to the right, figures aligned."""

    css = "n"

    def value(self, value):
        return value


class DateColumn(Column):
    """dd/mm/yyyy; a time too where there is one; the known parts where not all are."""

    css = "nb"

    def render(self, value):
        return date_tag(value)

    def value(self, value):
        return value


class DueColumn(Column):
    """A due date with its distance, which opens its reason. `closed`: accessor of the day on which it was done."""

    css = "c-due"

    def __init__(self, *args, closed=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.closed = A(closed) if closed else None

    def render(self, value, record):
        closed = self.closed.resolve(record, quiet=True) if self.closed else None
        return format_html("<div>{}</div>{}", self.day(value, record), chip(*due_state(value, closed), bare=True))

    @staticmethod
    def day(value, record) -> str:
        """The date alone, which opens its reason."""
        return due_tag(value, registry.why_url(record, value))

    def value(self, value):
        return value


class DueDayColumn(DueColumn):
    """A due date without its distance, beside a state that says more."""

    def render(self, value, record):
        return self.day(value, record)


class StateColumn(Column):
    """`record.state` as icon and coloured word. Give `order_by` to make it sortable."""

    def __init__(self, verbose_name="Trạng thái", accessor="state", **kwargs):
        kwargs.setdefault("orderable", "order_by" in kwargs)
        kwargs.setdefault("phone", "bare")
        super().__init__(verbose_name, accessor=accessor, css="inline2", **kwargs)

    def render(self, value):
        return chip(*value, bare=True)

    def value(self, value):
        return value[1]


class LinkColumn(Column):
    """The title of a row, linked to its page, with a muted second line made of `sub` (accessors; blanks left out).

    In a file each part of that line is a column under the name of its field, or under what `names` calls it.
    """

    empty_values = ()

    def __init__(self, verbose_name="Nội dung", sub=(), accessor=None, text=None, names=None, **kwargs):
        kwargs.setdefault("phone", "bare")
        super().__init__(verbose_name, accessor=accessor, **kwargs)
        self.sub = tuple(A(path) for path in ((sub,) if isinstance(sub, str) else sub))
        self.text = text
        self.names = names or {}

    def render(self, record, table):
        link = format_html('<a class="title" href="{}">{}</a>', _address(record), self._title(record, table))
        if line := self._line(record, self.sub):
            words = format_html(" · ".join(["{}"] * len(line)), *line)
            return format_html('{}<div class="sub">{}</div>', link, words)
        return link

    def value(self, record):
        return self.plain(record)

    def parts(self, model) -> list[tuple[str, tuple]]:
        """The second line for a file: headings with their accessors; what has no name of its own stands together."""
        named = {path: self.names.get(path) or _name_of(path, model) for path in self.sub}
        alone = [(name, (path,)) for path, name in named.items() if name]
        others = tuple(path for path, name in named.items() if not name)
        return [*alone, ("Thông tin thêm", others)] if others else alone

    def details(self, record, paths):
        """What accessors of the second line lead to, for a file: of one the bare value, of several the words."""
        if len(paths) == 1:
            return bare(_display(paths[0], record))
        parts = self._line(record, paths)
        return " · ".join(unescape(strip_tags(part)) if isinstance(part, SafeString) else str(part) for part in parts)

    def _line(self, record, paths) -> list:
        return [part for part in (show(_display(path, record)) for path in paths) if part]

    def plain(self, record) -> str:
        """The title as text: `text` (accessor or function) if given, else the record's public title."""
        chosen = self.text(record) if callable(self.text) else self.text and A(self.text).resolve(record, quiet=True)
        return str(chosen or getattr(record, "public_title", record))

    def _title(self, record, table):
        request = getattr(table, "request", None)
        return marked(self.plain(record), request.GET.get("q", "")) if request else self.plain(record)


def _asked_by(column) -> set[str] | None:
    """What a column's `render` wants to know; None for everything, or where only the library can say."""
    names, catch_all = signature(column.render)
    return None if catch_all or column.link else set(names)


@cache
def _way_to(accessor: str, model) -> tuple[str, ...]:
    """The attributes that lead to what a column shows; of a field with choices to its words."""
    *before, last = way = tuple(A(accessor).bits)
    try:
        owner = A(accessor.rpartition(A.SEPARATOR)[0]).get_field(model).related_model if before else model
        field = owner._meta.get_field(last)
    except (AttributeError, FieldDoesNotExist):
        return way
    return (*before, f"get_{last}_display") if getattr(field, "choices", None) else way


def _name_of(accessor: A, model) -> str:
    """What the field is called that an accessor leads to, or whose choice it words; nothing where it is no field."""
    *before, last = accessor.bits
    name = last.removeprefix("get_").removesuffix("_display") if last.endswith("_display") else last
    field = A(A.SEPARATOR.join((*before, name))).get_field(model)
    return capfirst(str(getattr(field, "verbose_name", ""))) if getattr(field, "name", "") == name else ""


def _read(record, way: tuple[str, ...]):
    """What attributes lead to: the library tries keys and numbers at every step, and looks at the model anew."""
    value = record
    for name in way:
        value = value[name] if isinstance(value, dict) else getattr(value, name)
        if callable(value):
            if getattr(value, "alters_data", False) or getattr(value, "do_not_call_in_templates", False):
                raise ValueError(name)
            value = value()
        if value is None:
            break
    return value


class Drawer:
    """Draws the cells of one column; what they share is looked up once."""

    def __init__(self, column, model):
        self.column = column
        self.asked = _asked_by(column)
        self.is_ours = isinstance(column.column, Column) and self.asked is not None and model is not None
        self.way = _way_to(column.accessor, model) if self.is_ours else ()
        self.tag = f"<td {column.attrs['td'].as_html()}>"

    def cell(self, row) -> str:
        """One cell in marks."""
        content = self._content(row)
        return f"{self.tag}{content if isinstance(content, SafeString) else conditional_escape(localize(content))}</td>"

    def _content(self, row):
        if not self.is_ours:
            return row.get_cell(self.column.name)
        try:
            value = _read(row.record, self.way)
        except Exception:  # as the library does: it knows further ways, and what stands there when none leads anywhere
            return row.get_cell(self.column.name)
        if value in self.column.column.empty_values:
            return self.column.default
        known = row._optional_cell_arguments(self.column, value)  # noqa: SLF001 - the library's own arguments
        return self.column.render(**{name: known[name] for name in self.asked or ()})


def _sortable(rows, order_by) -> bool:
    """Whether the database can sort by what a column shows; a computed value it cannot."""
    try:
        rows.order_by(*order_by)
    except FieldError:
        return False
    return True


def _address(record) -> str:
    """The record's page; a kind of record that has no page yet leads nowhere."""
    try:
        return record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""


def _display(path, record):
    """What an accessor leads to; a field with choices gives its words."""
    try:
        return _read(record, _way_to(path, type(record)))
    except Exception:  # as above
        return path.resolve(record, quiet=True)


class RecordTable(tables.Table):
    """The base of every table. `Meta.select_related`, `Meta.prefetch_related` keep the number of queries constant."""

    has_ticks = False
    """Whether a box to be ticked stands before each row."""

    class Meta:
        template_name = "ui/table.html"
        attrs = {"class": "tbl tbl-cards no-pick"}
        fields = ()
        default = ""

    def __init__(self, *args, **kwargs):
        # A subclass whose Meta does not inherit keeps the look all the same.
        kwargs = {"template_name": "ui/table.html", "default": "", "attrs": self._look()} | kwargs
        super().__init__(*args, **kwargs)
        rows = getattr(self.data, "data", None)
        if isinstance(rows, models.QuerySet):
            for bound in self.columns.iterall():
                if bound.column.orderable is None:
                    bound.column.orderable = _sortable(rows, bound.order_by)

    def _look(self) -> dict:
        return self._meta.attrs or RecordTable.Meta.attrs

    def lines(self):
        """The cells of each row of the page in marks."""
        model = getattr(self.data, "model", None)
        drawers = [Drawer(column, model) for column in self.columns]
        for row in self.paginated_rows:
            ticked = f'<td class="c-pick">{tick(row.record)}</td>' if self.has_ticks else ""
            cells = "".join([drawer.cell(row) for drawer in drawers])
            yield mark_safe(f"{ticked}{cells}")  # noqa: S308 - every cell is escaped

    @classmethod
    def fetched(cls, rows):
        """The rows with what the columns need."""
        if related := getattr(cls.Meta, "select_related", ()):
            rows = rows.select_related(*related)
        return rows.prefetch_related(*getattr(cls.Meta, "prefetch_related", ()))
