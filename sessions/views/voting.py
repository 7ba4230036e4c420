"""Pages of votes."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property

from coordination.deadlines.words import citation, in_words
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.ui.crud import CreatePage, DetailPage, EditPage, FormPage, table_panel
from coordination.ui.policy import allow, record_or_404
from coordination.ui.registry import Panel
from sessions import actions, queries
from sessions.choices import BallotBase, BallotMethod
from sessions.filters.voting import BallotFilter
from sessions.forms.voting import SUBJECTS, BallotForm, ChoicesForm
from sessions.models import Ballot
from sessions.rules import least_votes
from sessions.tables.voting import BallotTable, ChoiceTable
from sessions.views.common import RoomList, under

RELATED = ("session", "sitting", "draft", "item", "personnel__person", "version__rule", "repeats", "locality")


class BallotList(RoomList):
    model = Ballot
    permission = Permission.SESSION_VIEW
    create_permission = Permission.SESSION_EDIT
    create_label = "Ghi biểu quyết"
    table_class = BallotTable
    filterset_class = BallotFilter
    title = "Biểu quyết"


class BallotDetail(DetailPage):
    """The counts, the majority needed and where the law asks for it, and the names where the vote was open."""

    model = Ballot
    permission = Permission.SESSION_VIEW
    edit_permission = Permission.SESSION_EDIT
    select_related = RELATED

    def crumbs(self, record):
        return under(self, record.gathering)

    def facts(self, record):
        """The numbers stand in the result below, with what they come to."""
        return [
            ("Tại", record.gathering),
            ("Về", record.subject),
            ("Ngày biểu quyết", record.held_on),
            ("Hình thức", record.get_method_display()),
            ("Tính trên", record.get_base_display()),
        ]

    def sections(self, record):
        result = Panel("Kết quả", "council_sessions/_ballot.html", result_of(record), wide=True)
        if record.method == BallotMethod.SECRET:
            return [result]
        named = record.choices.select_related("person").order_by("choice", "pk")
        add = None
        if self.request.user.can(Permission.SESSION_EDIT, record):
            add = ("Ghi từng đại biểu", reverse("council_sessions:ballot-choices", args=[record.pk]))
        return [result, table_panel("Từng đại biểu", ChoiceTable(named), add=add, empty="Không ghi tên.", limit=200)]


def result_of(ballot) -> dict:
    """What the page says of a result: numbers, what was needed, by which rule and how sure that is."""
    version = ballot.version
    of = ballot.base_count if ballot.base == BallotBase.ALL_DELEGATES else ballot.present
    needed = None
    if version is not None:
        needed = least_votes(of, version.value, version.denominator, is_strict=version.is_strict)
    counts = (
        ("Tán thành", ballot.votes_for),
        ("Không tán thành", ballot.votes_against),
        ("Không biểu quyết", ballot.votes_blank),
        ("Phiếu không hợp lệ", ballot.votes_invalid),
    )
    cast = sum(number for _label, number in counts)
    return {
        "ballot": ballot,
        "counts": [*counts, ("Không ghi nhận", ballot.present - cast)] if ballot.present > cast else counts,
        "of": of,
        "share": 100 * ballot.votes_for / of if of else None,
        "needed": needed,
        "rule": version and in_words(version),
        "cite": version and f"{version.rule.code}, {citation(version)}",
        "note": version.note if version and version.is_unverified else "",
        "version": version,
    }


class BallotPage:
    """What writing down and correcting a vote share: the case is the action's, it is not stored."""

    def _run(self, action, form):
        said = {name: form.cleaned_data[name] for name in ("case", "announced")}
        ballot = action(form.instance, by=self.request.user, **said)
        for words in queries.roll_warnings(ballot):
            messages.warning(self.request, words)
        return ballot


class BallotCreate(BallotPage, CreatePage):
    model = Ballot
    permission = Permission.SESSION_EDIT
    form_class = BallotForm
    title = "Ghi biểu quyết"

    def get_initial(self):
        """What the address says; the session or sitting of the subject where it names only that."""
        initial = super().get_initial()
        for name in SUBJECTS:
            asked = key_of(initial.get(name))
            if asked is None:
                continue
            model = Ballot._meta.get_field(name).related_model
            subject = model.objects.visible_to(self.request.user).filter(pk=asked).first()
            if subject is not None and "session" not in initial and "sitting" not in initial:
                found = {side: getattr(subject, f"{side}_id", None) for side in ("session", "sitting")}
                initial |= {side: key for side, key in found.items() if key}
        return initial

    def run(self, form):
        return self._run(actions.create_ballot, form)


class BallotEdit(BallotPage, EditPage):
    model = Ballot
    permission = Permission.SESSION_EDIT
    form_class = BallotForm

    def run(self, form):
        return self._run(actions.edit_ballot, form)


class BallotChoices(FormPage):
    """How each delegate voted, on one sheet; not of a secret ballot."""

    model = Ballot
    permission = Permission.SESSION_EDIT
    template_name = "council_sessions/choices.html"
    form_class = ChoicesForm
    title = "Ghi từng đại biểu"
    submit = "Lưu lựa chọn"
    done = "Đã lưu lựa chọn của đại biểu."

    @cached_property
    def record(self):
        """The ballot, or 404."""
        return record_or_404(Ballot, self.kwargs["pk"], self.request.user, RELATED)

    def dispatch(self, request, *args, **kwargs):
        allow(request.user, self.permission, self.record)
        if self.record.method == BallotMethod.SECRET:
            messages.warning(request, "Bỏ phiếu kín thì không ghi từng đại biểu.")
            return HttpResponseRedirect(self.record.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "ballot": self.record}

    def run(self, form):
        revision = form.cleaned_data["revision"] or 0
        return actions.name_choices(self.record, by=self.request.user, choices=form.choices(), revision=revision)

    def conflict(self, form, conflict):
        form.take_stored()
        return super().conflict(form, conflict)

    def get_context_data(self, **kwargs):
        record = self.record
        crumbs = [*under(self, record.gathering), (record.public_title, record.get_absolute_url())]
        return super().get_context_data(**kwargs) | {
            "crumbs": crumbs,
            "cancel": record.get_absolute_url(),
            "ballot": record,
        }
