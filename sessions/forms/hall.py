"""What is typed in the hall: who was there, and what the time was spent on."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.people.models import Person
from coordination.ui.forms import DateField, OfficeForm
from sessions import queries
from sessions.actions.hall import RollLine
from sessions.choices import Activity, Presence
from sessions.forms.common import LocalForm, not_in_future
from sessions.models import ActivityTime, Attendance

DAY = 24 * 60
"""Minutes of a day."""
SIDES = ("session", "sitting")


class AtForm(LocalForm):
    """What belongs to a session or a sitting. Where the address names it, it is not asked for again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gathering = self._named()
        if self.gathering is None:
            return
        side = self.gathering_side
        self.fields[side].widget = forms.HiddenInput()
        for name in SIDES:
            if name != side and name in self.fields:
                del self.fields[name]

    def propose(self, name: str, value) -> None:
        """Fill in an empty box of a new record; a model form asks its own `initial` before that of the field."""
        if self.instance.pk is None and name in self.fields and self.initial.get(name) in (None, "", 0):
            self.initial[name] = value

    @property
    def gathering_side(self) -> str:
        """The name of the link to the session or sitting."""
        return next((name for name in SIDES if self._key(name)), SIDES[0])

    def _key(self, name):
        return getattr(self.instance, f"{name}_id", None) or self.initial.get(name)

    def _named(self):
        """The session or sitting that the record or the address names, if the user may see it."""
        for name in SIDES:
            if name in self.fields and self._key(name):
                try:
                    return self.fields[name].clean(self._key(name))
                except ValidationError:
                    return None
        return None


class AttendanceForm(AtForm):
    class Meta:
        model = Attendance
        fields = (
            "session",
            "sitting",
            "person",
            "body",
            "guest",
            "guest_post",
            "guest_from",
            "presence",
            "excuse",
        )


class ActivityTimeForm(AtForm):
    PAST = ("on",)

    class Meta:
        model = ActivityTime
        fields = ("session", "sitting", "on", "activity", "minutes", "note")


class Line:
    """One person or body on a sheet: its boxes, by what they are called in the form."""

    def __init__(self, form, key: str, who):
        self.form, self.key, self.who = form, key, who

    @property
    def choice(self):
        """The row of choices."""
        return self.form[self.key]

    @property
    def excuse(self):
        """Why absent; sheets of votes have none."""
        name = f"{self.key}_excuse"
        return self.form[name] if name in self.form.fields else None

    @property
    def hidden(self):
        """The revision that the line was drawn from."""
        name = f"{self.key}_revision"
        return self.form[name] if name in self.form.fields else None


def key_of(who) -> str:
    """What a person, a body or the row of a guest is called on a sheet."""
    return f"{'p' if isinstance(who, Person) else 'g' if isinstance(who, Attendance) else 'b'}{who.pk}"


class RollForm(OfficeForm, forms.Form):
    """One sheet: everybody who belongs in the hall on its day, then the bodies invited and the guests on the list; a
    line left open stays open."""

    def __init__(self, *args, user=None, gathering=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.gathering = user, gathering
        self.stored = {self._key(row): row for row in gathering.attendances.select_related("person", "body")}
        self.is_first = not any(row.person_id for row in self.stored.values())  # guests may be noted before
        members = list(queries.members_of(gathering).by_name())
        others = [row.person for row in self.stored.values() if row.person and row.person not in members]
        self.people = [self._add(who, Presence.PRESENT) for who in (*members, *others)]
        self.bodies = [self._add(body, "") for body in queries.invited_to(gathering)]
        self.guests = [self._add(row, "") for row in self.stored.values() if row.guest]
        self.prepare()

    @staticmethod
    def _key(row) -> str:
        return key_of(row.person or row.body or row)

    def _add(self, who, usual: str) -> Line:
        key = key_of(who)
        words = who.guest_words if isinstance(who, Attendance) else str(who)
        row = self.stored.get(key)
        self.fields[key] = forms.ChoiceField(
            label=words,
            choices=[(value, Presence(value).label) for value in Presence.CALLED],
            widget=forms.RadioSelect,
            required=False,
            initial=row.presence if row else usual if self.is_first else "",
        )
        self.fields[f"{key}_excuse"] = forms.CharField(
            label=f"Lý do vắng, {words}",
            max_length=300,
            required=False,
            initial=row.excuse if row else "",
            widget=forms.TextInput({"placeholder": "Lý do vắng"}),
        )
        self.fields[f"{key}_revision"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=row.revision if row else 0
        )
        return Line(self, key, who)

    @property
    def lines(self) -> list[Line]:
        """Everybody on the sheet."""
        return [*self.people, *self.bodies, *self.guests]

    def _was_called(self, key: str) -> bool:
        """Whether the roll said something of the line before."""
        return key in self.stored and self.stored[key].presence in Presence.CALLED

    def clean(self):
        super().clean()
        for line in self.lines:
            presence, excuse = self.cleaned_data.get(line.key), self.cleaned_data.get(f"{line.key}_excuse")
            if excuse and presence == Presence.PRESENT:
                self.add_error(f"{line.key}_excuse", "Có mặt thì không ghi lý do vắng.")
            elif (excuse or self._was_called(line.key)) and not presence:
                self.add_error(line.key, "Chọn có mặt hay vắng.")
        return self.cleaned_data

    def roll(self) -> list[RollLine]:
        """The lines that say something."""
        data = self.cleaned_data
        return [
            RollLine(line.who, data[line.key], data[f"{line.key}_excuse"], data[f"{line.key}_revision"] or 0)
            for line in self.lines
            if data.get(line.key)
        ]

    def take_stored(self) -> None:
        """Let the next save stand over what somebody else saved: the person has been told."""
        self.data = self.data.copy()
        for key, row in self.stored.items():
            self.data[f"{key}_revision"] = str(row.revision)


class MinutesForm(OfficeForm, forms.Form):
    """What one day was spent on, in minutes; an activity left empty took no time."""

    on = DateField(label="Ngày", validators=[not_in_future])

    def __init__(self, *args, user=None, gathering=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.gathering = user, gathering
        asked = self.initial.get("on")
        day = asked or min(queries.day_of(gathering), timezone.localdate())
        self.fields["on"].initial = day
        known = queries.times_on(gathering, day) if hasattr(day, "year") else {}
        self.fields["drawn_on"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=day.isoformat() if hasattr(day, "year") else ""
        )
        for value, label in Activity.choices:
            self.fields[value] = forms.IntegerField(
                label=f"{label[0].upper()}{label[1:]} (phút)",
                min_value=1,
                max_value=DAY,
                required=False,
                initial=known[value].minutes if value in known else None,
            )
            self.fields[f"{value}_revision"] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=known[value].revision if value in known else 0
            )
        self.fields["note"] = forms.CharField(label="Ghi chú", max_length=200, required=False)
        self.prepare()

    def revisions(self) -> dict[str, int]:
        """What each row was drawn at, by activity; of a day that the sheet did not show, nothing was."""
        if self.cleaned_data["drawn_on"] != self.cleaned_data["on"].isoformat():
            return {}
        return {value: self.cleaned_data.get(f"{value}_revision") or 0 for value in Activity.values}

    def take_stored(self) -> None:
        """Let the next save stand over what somebody else saved: the person has been told."""
        day, self.data = self.cleaned_data["on"], self.data.copy()
        self.data["drawn_on"] = day.isoformat()
        for activity, row in queries.times_on(self.gathering, day).items():
            self.data[f"{activity}_revision"] = str(row.revision)

    def minutes(self) -> dict[str, int]:
        """Minutes by activity, those that took time."""
        return {value: self.cleaned_data[value] for value in Activity.values if self.cleaned_data.get(value)}

    def clean(self):
        super().clean()
        if self.errors:
            return self.cleaned_data
        spent = self.minutes()
        if not spent:
            raise ValidationError("Ghi số phút của ít nhất một hoạt động.")
        if sum(spent.values()) > DAY:
            raise ValidationError(f"Cộng lại là {sum(spent.values())} phút, một ngày chỉ có {DAY} phút.")
        for activity, row in queries.times_on(self.gathering, self.cleaned_data["on"]).items():
            if activity not in spent:
                self.add_error(activity, f"Ngày này đã ghi {row.minutes} phút: sửa thành số khác, không bỏ trống được.")
        return self.cleaned_data
