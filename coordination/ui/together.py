"""Two people at one record: a save writes the fields its person touched and keeps what somebody else saved meanwhile.

The form carries a mark of each value it was shown. On a save three values of a field are told apart by their marks:
what was shown, what was typed, what is stored now. Only a field that both changed, and not alike, is for people.
"""

import json
from datetime import UTC, datetime, time
from decimal import Decimal
from hashlib import blake2s

from django import forms
from django.core.exceptions import FieldDoesNotExist

from coordination.ui.show import show

MARK_BYTES = 5
"""Length of a mark: it only has to tell the few values of one field apart."""


class Together:
    """Mixin of `RecordForm`. `kept_names` are fields that somebody else changed and this person did not touch,
    `clash_names` those that both changed."""

    kept_names: tuple[str, ...] = ()
    clash_names: tuple[str, ...] = ()
    stored_revision = 0

    def carry_version(self) -> None:
        """Hidden fields: the revision that was opened, and the marks of what was shown."""
        self.stored_revision = self.instance.revision
        revision = forms.IntegerField(initial=self.instance.revision, required=False, widget=forms.HiddenInput)
        marks = forms.CharField(initial=json.dumps(self.marks()), required=False, widget=forms.HiddenInput)
        self.fields |= {"revision": revision, "shown": marks}

    def marks(self) -> dict[str, str]:
        """A mark of the shown value of every field of the record that stands on the form."""
        return {name: self._mark(name, self.get_initial_for_field(self.fields[name], name)) for name in self._shared()}

    def merge(self) -> None:
        """Take over what others saved since the form was opened; called with cleaned fields, before they are checked
        together and put into the record."""
        if "revision" not in self.fields:
            return
        self._untouch()
        if self.cleaned_data.get("revision") == self.stored_revision:
            return
        shown = self._shown()
        stored = {
            name: self._mark(name, self._column(name).value_from_object(self.instance)) for name in self._shared()
        }
        changed = [name for name in stored if name in self.cleaned_data and shown.get(name) != stored[name]]
        typed = {name: self._mark(name, self.cleaned_data[name]) for name in changed}
        self.kept_names = tuple(name for name in changed if typed[name] == shown.get(name))
        self.clash_names = tuple(name for name in changed if typed[name] not in (shown.get(name), stored[name]))
        for name in self.kept_names:
            self.cleaned_data[name] = self._stored(name)
        if shown and not self.clash_names:
            self.cleaned_data["revision"] = self.stored_revision

    def _untouch(self) -> None:
        """What a browser does to a text (line ends), or a field to a moment (no seconds), is no change."""
        for name in self._shared():
            plain = name in self.cleaned_data and not hasattr(self.fields[name], "queryset")
            if plain and self._mark(name, self.cleaned_data[name]) == self._mark(name, getattr(self.instance, name)):
                self.cleaned_data[name] = getattr(self.instance, name)

    def take_revision(self, revision: int) -> None:
        """Let the next save stand over the version that somebody else saved: the person has been told."""
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = str(revision)
        if "shown" in self.fields:
            self.data[self.add_prefix("shown")] = json.dumps(self.marks())

    def _shared(self) -> list[str]:
        """Fields of the form that are columns or choices of the record; a file is only ever added."""
        return [name for name, field in self.fields.items() if self._is_of_record(name, field)]

    def _is_of_record(self, name, field) -> bool:
        try:
            self._column(name)
        except FieldDoesNotExist:
            return False
        return name != "revision" and not isinstance(field, forms.FileField)

    def _column(self, name):
        return self.instance._meta.get_field(name)

    def _shown(self) -> dict[str, str]:
        """The marks that came back; nothing when they are missing or not ours."""
        try:
            marks = json.loads(self.cleaned_data.get("shown") or "{}")
        except (ValueError, RecursionError):
            return {}
        return marks if isinstance(marks, dict) else {}

    def _stored(self, name):
        """The value that the database holds."""
        value = getattr(self.instance, name)
        return value.all() if hasattr(value, "all") else value

    def _mark(self, name, value) -> str:
        text = _plain(self.fields[name].prepare_value(value))
        return blake2s(text.encode(), digest_size=MARK_BYTES).hexdigest()


def _plain(value) -> str:
    """A value as the form shows it, alike before and after it was typed: no trailing blanks, moments to the minute."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if hasattr(value, "__iter__"):
        return "|".join(sorted(_plain(part) for part in value))
    return str(value)


def clashes(form) -> list[tuple[str, str, str]]:
    """(label, what is stored, what was typed) of each field that two people changed."""
    names = [(name, form.fields[name]) for name in form.clash_names]
    return [
        (field.label, _said(field, form.get_initial_for_field(field, name)), _said(field, form.cleaned_data.get(name)))
        for name, field in names
    ]


def kept(form) -> list[str]:
    """Fields that somebody else changed and this person did not touch."""
    return [str(form.fields[name].label) for name in getattr(form, "kept_names", ())]


def _said(field, value) -> str:
    """A value of a form's field in words."""
    keys = field.prepare_value(value)
    chosen = {str(key) for key in (keys if isinstance(keys, list | tuple) else [keys])}
    if isinstance(field, forms.ChoiceField):
        value = [label for key, label in field.choices if str(key) in chosen and str(key)]
    return show(value) or "để trống"
