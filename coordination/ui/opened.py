"""What somebody read before pressing a step: the version, and marks of it, travel with the form. Who comes second is
told who saved, and what is different now, before the next press stands over it."""

import json

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from coordination.records.changes import SKIPPED
from coordination.records.errors import Conflict
from coordination.ui.facts import TECHNICAL, value_of
from coordination.ui.forms import LONGEST_KEY
from coordination.ui.show import capfirst, show

MARK = 10
"""Letters of a mark: it only has to tell a few values of one field apart."""
EMPTY = "để trống"


class Opened:
    """Mixin of a page over one record that takes a step with it."""

    def also_read(self, record) -> dict[str, tuple[str, int]]:
        """What else is read before the step: key → (title, version). Its change stops the step as the record's does."""
        return {}

    @cached_property
    def opened_at(self) -> int:
        """The version that the form was opened at; a form that comes back with a fault keeps it."""
        posted = self.request.POST.get("opened_at", "")[:LONGEST_KEY]
        return int(posted) if posted.isdecimal() else self.record.revision

    @cached_property
    def opened_as(self) -> dict[str, dict]:
        """Marks of the fields, and versions of what else was read, as the form was opened."""
        return self._posted or {"fields": marks_of(self.record), "also": self._versions()}

    @cached_property
    def _posted(self) -> dict[str, dict]:
        """The marks that came back; nothing where they are missing or not ours."""
        try:
            marks = json.loads(self.request.POST.get("opened_as") or "{}")
        except ValueError:
            return {}
        keys = ("fields", "also")
        return marks if isinstance(marks, dict) and all(isinstance(marks.get(key), dict) for key in keys) else {}

    def _versions(self) -> dict[str, int]:
        return {key: version for key, (_title, version) in self.also_read(self.record).items()}

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
        self.opened_as = {"fields": marks_of(self.record), "also": self._versions()}
        form.add_error(None, f"{conflict.message} Xem lại hồ sơ rồi bấm lần nữa.")
        return self.render_to_response(self.get_context_data(form=form, changed=changes), status=409)

    def _changed_beside(self, shown: dict) -> list[tuple[str, str]]:
        """(title, what happened to it) of what else was read."""
        if not self._posted:
            return []
        now = self.also_read(self.record)
        news = [(title, key in shown) for key, (title, version) in now.items() if shown.get(key) != version]
        told = [(title, "đã sửa" if was_there else "mới thêm") for title, was_there in news]
        gone = len(shown.keys() - now.keys())
        return [*told, ("Đã bỏ ra", show(gone))] if gone else told


def marks_of(record) -> dict[str, str]:
    """A mark of the value of every column, so that a form says which version was read without carrying the values."""
    return {field.name: _mark(field, record) for field in _fields(record)}


def changed(record, shown: dict, user) -> list[tuple[str, str]]:
    """(label, value as it is now) of each field that is not what was shown, as far as the user may read it."""
    fields = [field for field in _fields(record) if field.name in shown and shown[field.name] != _mark(field, record)]
    return [(capfirst(str(field.verbose_name)), value_of(record, field, user) or EMPTY) for field in fields]


def _fields(record) -> list:
    left_out = TECHNICAL | SKIPPED | set(getattr(record, "unshown", ()))
    return [field for field in record._meta.get_fields() if _is_own(field) and field.name not in left_out]


def _is_own(field) -> bool:
    """Whether it is a column or a choice of several rows, and no relation that comes from elsewhere."""
    return (field.concrete or field.many_to_many) and not field.auto_created


def _mark(field, record) -> str:
    if field.many_to_many:
        value = sorted(getattr(record, field.name).order_by().values_list("pk", flat=True))
    else:
        value = getattr(record, field.attname)
    return salted_hmac("ui.opened", f"{field.name}:{value}", secret=settings.SECRET_KEY).hexdigest()[:MARK]
