"""What somebody read before pressing a step: the version, and marks of it, travel with the form. Who comes second is
told who saved, and what is different now, before the next press stands over it."""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.html import format_html

from coordination.lib.keys import LONGEST_KEY
from coordination.records.changes import SKIPPED
from coordination.records.errors import Conflict
from coordination.ui import registry
from coordination.ui.facts import TECHNICAL, value_of
from coordination.ui.show import capfirst, moment, show

MARK = 10
"""Letters of a mark: it only has to tell a few values of one field apart."""
EMPTY = "để trống"
LATEST = 10**13
"""Milliseconds: no moment at which a form was opened is as late."""


class Opened:
    """Mixin of a page over one record that takes a step with it."""

    def also_read(self, record) -> dict:
        """What else is read before the step: record → title. Its change stops the step as the record's does."""
        return {}

    @cached_property
    def opened_at(self) -> int:
        """The version that the form was opened at; a form that comes back with a fault keeps it."""
        posted = self.request.POST.get("opened_at", "")[:LONGEST_KEY]
        return int(posted) if posted.isdecimal() else self.record.revision

    @cached_property
    def opened_as(self) -> dict:
        """Marks of the fields, versions of what else was read, and the moment, as the form was opened."""
        return self._posted or self._read_now()

    @cached_property
    def _posted(self) -> dict:
        """The marks that came back; nothing where they are missing or not ours."""
        try:
            marks = json.loads(self.request.POST.get("opened_as") or "{}")
        except (ValueError, RecursionError):
            return {}
        return marks if isinstance(marks, dict) and all(_is_flat(marks.get(key)) for key in ("fields", "also")) else {}

    def _read_now(self) -> dict:
        return {"fields": marks_of(self.record, self.request.user), "also": self._versions(), "at": stamp()}

    def _versions(self) -> dict[str, int]:
        return {_key(row): row.revision for row in self.also_read(self.record)}

    def check_unchanged(self) -> None:
        """Nobody clears or publishes words that they did not read: the door compares the record's version, here what
        else was read is compared. Raises Conflict."""
        is_same, self.record.revision = self.record.revision == self.opened_at, self.opened_at
        if is_same and self._posted and self._posted["also"] != self._versions():
            raise Conflict("Người khác đã sửa những gì thuộc hồ sơ này sau khi bạn mở.")

    def conflict(self, form, conflict):
        """Whoever opened the form before the other's change is told of it; the next press stands over it, knowingly."""
        del self.record  # read again what is stored
        shown = self._posted or {"fields": {}, "also": {}}
        changes = [*changed(self.record, shown["fields"], self.request.user), *self._changed_beside(shown["also"])]
        self.opened_at = self.record.revision
        self.opened_as = self._read_now()
        form.add_error(None, f"{conflict.message} Xem lại hồ sơ rồi bấm lần nữa.")
        return self.render_to_response(self.get_context_data(form=form, changed=changes), status=409)

    def _changed_beside(self, shown: dict) -> list[tuple[str, str]]:
        """(title as a link, what happened to it and by whom) of what else was read."""
        if not self._posted:
            return []
        now = self.also_read(self.record)
        news = [row for row in now if shown.get(_key(row)) != row.revision]
        told = saved_since(news, self._posted.get("at"), self.request.user)
        lines = []
        for row in news:
            title = format_html('<a href="{}">{}</a>', row.get_absolute_url(), now[row])
            said = told.get(row, [])
            lines.append((title, "\n".join(said or ["đã sửa"] if _key(row) in shown else ["mới thêm", *said])))
        gone = len(shown.keys() - {_key(row) for row in now})
        return [*lines, ("Đã bỏ ra", show(gone))] if gone else lines


def stamp() -> int:
    """This moment as a form carries it, in milliseconds."""
    return int(timezone.now().timestamp() * 1000)


def saved_since(records, opened: object, user) -> dict:
    """Record → who saved it since a stamp that came back, when and what, a line each; nothing if it is none of ours."""
    if type(opened) is not int or not 0 < opened < LATEST:
        return {}
    found = registry.saved_since(records, datetime.fromtimestamp(opened / 1000, UTC), user)
    return {row: [f"{moment(line.at)} · {line.who} · {line.what}" for line in lines] for row, lines in found.items()}


def _key(row) -> str:
    return f"{row._meta.model_name}{row.pk}"


def _is_flat(marks) -> bool:
    return isinstance(marks, dict) and all(isinstance(mark, str | int) for mark in marks.values())


def marks_of(record, user) -> dict[str, str]:
    """A mark of each value that may be told, so that a form says which version was read without carrying the values."""
    return {field.name: _mark(field, record, user) for field in _fields(record)}


def changed(record, shown: dict, user) -> list[tuple[str, str]]:
    """(label, value as it is now) of each field that is not what was shown, as far as the user may read it."""
    fields = [field for field in _fields(record) if field.name in shown]
    found = [field for field in fields if shown[field.name] != _mark(field, record, user)]
    told = [field for field in found if field.name != "title" or not _is_begun(record, found)]
    return [(capfirst(str(field.verbose_name)), value_of(record, field, user) or EMPTY) for field in told]


def _is_begun(record, fields) -> bool:
    """Whether the title only begins another of these texts, as one does that was made from it."""
    texts = [str(getattr(record, field.name)) for field in fields if isinstance(field, models.TextField)]
    begun = record.title.rstrip("…")
    return begun != "" and any(" ".join(text.split()).startswith(begun) for text in texts)


def _fields(record) -> list:
    left_out = TECHNICAL | SKIPPED | set(getattr(record, "unshown", ()))
    return [field for field in record._meta.get_fields() if _may_be_told(field) and field.name not in left_out]


def _may_be_told(field) -> bool:
    """What a form asks for, and the choices and days that steps write. Other columns of steps, and figures kept as
    JSON, are told by the record's page alone, which knows to whom."""
    if field.auto_created or not (field.concrete or field.many_to_many) or isinstance(field, models.JSONField):
        return False
    return field.editable or bool(field.choices) or isinstance(field, models.DateField)


def _mark(field, record, user) -> str:
    """Of the rows of a choice only those that the user may see, so that a hidden one leaves no trace."""
    if field.many_to_many:
        rows = getattr(record, field.name).order_by()
        seen = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
        value = sorted(seen.values_list("pk", flat=True))
    else:
        value = getattr(record, field.attname)
    return salted_hmac("ui.opened", f"{field.name}:{value}", secret=settings.SECRET_KEY).hexdigest()[:MARK]
