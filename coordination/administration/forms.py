"""Forms over who and where. Choices are rows of the own locality unless said otherwise, sorted the Vietnamese way."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator

from coordination.people.models import (
    Appointment,
    Body,
    Constituency,
    DelegateMandate,
    Locality,
    Membership,
    Person,
    Term,
    User,
)
from coordination.people.roles import OPERATING
from coordination.ui.forms import MoveForm, RecordForm

CODE = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Chỉ dùng chữ thường không dấu, số và gạch nối, ví dụ so-y-te.")
USERNAME = RegexValidator(r"^[a-z0-9]+([._-][a-z0-9]+)*\Z", "Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch.")
TERM_NAME = RegexValidator(r"^\d{4}-\d{4}\Z", "Viết năm đầu và năm cuối, ví dụ 2021-2026.")


class PlaceForm(RecordForm):
    """The base: `own` names choices that must be of the locality of the row (or acted for)."""

    own: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if hasattr(getattr(field, "queryset", None), "by_name"):
                rows = self.of_own_place(field.queryset) if name in self.own else field.queryset
                field.queryset = rows.by_name()

    def of_own_place(self, rows):
        """Rows of the locality that the user acts for."""
        return rows.filter(**{rows.place_path: self.user.acting.locality})


class LocalityForm(PlaceForm):
    class Meta:
        model = Locality
        fields = ("name", "full_name", "valid_from", "valid_to", "note")


class TermForm(PlaceForm):
    name = forms.CharField(label="Nhiệm kỳ", max_length=20, validators=[TERM_NAME], help_text="Ví dụ 2021-2026.")

    class Meta:
        model = Term
        fields = ("name", "number", "start", "end")


class BodyForm(PlaceForm):
    own = ("parent", "serves")
    code = forms.CharField(
        label="Mã", max_length=60, validators=[CODE], help_text="Duy nhất trong địa phương, để nạp dữ liệu và kịch bản."
    )

    class Meta:
        model = Body
        fields = ("kind", "name", "short_name", "code", "symbol", "parent", "serves")
        fields += ("valid_from", "valid_to", "successor")
        wide = ("name",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("parent", "serves", "successor"):
                self.fields[name].queryset = self.fields[name].queryset.exclude(pk=self.instance.pk)

    def clean_parent(self):
        """A chain of bodies has a top."""
        parent = self.cleaned_data["parent"]
        above = parent
        while above:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(f"{parent} đang trực thuộc chính cơ quan này.")
            above = above.parent
        return parent


class PersonForm(PlaceForm):
    class Meta:
        model = Person
        fields = ("name",)


class AppointmentForm(PlaceForm):
    own = ("person",)

    class Meta:
        model = Appointment
        fields = ("person", "post", "body", "valid_from", "valid_to", "order")


class ConstituencyForm(PlaceForm):
    class Meta:
        model = Constituency
        fields = ("name", "covers")


class MandateForm(PlaceForm):
    own = ("person", "term", "constituency", "group")

    class Meta:
        model = DelegateMandate
        fields = (
            "person",
            "term",
            "constituency",
            "group",
            "is_full_time",
            "valid_from",
            "valid_to",
            "ended_reason",
        )


class AccountForm(PlaceForm):
    own = ("person",)
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        validators=[USERNAME],
        help_text="Ví dụ nguyen.lan hoặc lan-hdnd.",
        error_messages={"unique": "Tên này đã có người dùng."},
    )

    class Meta:
        model = User
        fields = ("person", "username", "email")
        labels = {"email": "Thư điện tử"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        person.required = True
        person.queryset = person.queryset.filter(user=None) | person.queryset.filter(user=self.instance.pk)


class MembershipForm(PlaceForm):
    own = ("body",)

    class Meta:
        model = Membership
        fields = ("user", "body", "role", "valid_from", "valid_to", "order")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = self.fields["user"].queryset.select_related("person")
        role = self.fields["role"]
        role.choices = [(code, label) for code, label in role.choices if code not in OPERATING]


class PasswordForm(MoveForm):
    """A new password for somebody else's account, typed twice."""

    password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 chữ cái hoặc số; không phải toàn số, không giống tên đăng nhập.",
    )
    again = forms.CharField(
        label="Gõ lại mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.record)
        return password

    def clean(self):
        cleaned = super().clean()
        again = cleaned.pop("again", None)
        if "password" in cleaned and again is not None and again != cleaned["password"]:
            self.add_error("again", "Hai lần gõ không giống nhau.")
        return cleaned
