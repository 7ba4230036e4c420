"""Who may be competent, beside the forms that ask for it: chosen with one press, decided by whoever saves the form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.ui.policy import allow, record_or_404, requires
from voters import competence, routing, similar
from voters.forms.routing import AskForm
from voters.models import Petition

PICK = "chon-co-quan"
"""The button of a proposal: "<key of the body>:<level>:<field>"; empty only asks anew."""
BODY_FIELDS = {"classify": "competent_body", "forward": "to"}
"""Steps that ask for the competent body, and the field in which they do."""


class WithProposals:
    """Mixin of the page of a petition's steps. Works without script: a press on a proposal sends the form, which comes
    back with the body chosen and everything else as typed; nothing is saved."""

    def post(self, request, *args, **kwargs):
        if PICK in request.POST and self.kwargs["name"] in BODY_FIELDS:
            return self.render_to_response(self.get_context_data(form=self.get_form_class()(**self._filled())))
        return super().post(request, *args, **kwargs)

    def get_initial(self):
        """What the address says about fields ("?competent_body=12")."""
        names = self.get_form_class().base_fields
        return super().get_initial() | {name: value for name, value in self.request.GET.items() if name in names}

    def _filled(self) -> dict:
        """The form as typed, with what was picked."""
        data, typed = self.request.POST, {}
        for name, field in self.get_form_class().base_fields.items():
            typed[name] = field.widget.value_from_datadict(data, self.request.FILES, name)
        typed |= _picked(data.get(PICK, ""), typed, BODY_FIELDS[self.kwargs["name"]])
        return {"initial": typed, "user": self.request.user, "record": self.record}

    def after(self, record):
        """A body of another commune may be meant; it is pointed out."""
        if self.kwargs["name"] in BODY_FIELDS and (words := competence.elsewhere(record.competent_body, record.place)):
            messages.warning(self.request, words)
        return super().after(record)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.kwargs["name"] not in BODY_FIELDS:
            return context
        form = context["form"]
        said = {name: form[name].value() or "" for name in ("field", "level") if name in form.fields}
        return context | panel_of(self.record, self.request.user, said, form_id="bieu-mau")


def _picked(said: str, typed: dict, box: str) -> dict:
    """What a press says of the boxes of a form: the body with its own level; the field where nobody has said one."""
    body, level, field = [*said.split(":"), "", ""][:3]
    if not body:
        return {}
    known = {box: body, "level": level or typed.get("level"), "field": typed.get("field") or field}
    return {name: value for name, value in known.items() if name in typed}


def panel_of(petition, user, said=None, form_id="") -> dict:
    """What the panel of proposals shows; `said` are facts just typed, `form_id` the form that a press fills in."""
    facts = routing.Facts.of(petition, **said or {})
    return {
        "proposals": routing.propose(facts, reader=user),
        "refusers": routing.refusers(petition),
        "petition": petition,
        "form_id": form_id,
        "pick": PICK,
        "ask_url": f"{reverse('voters:proposals')}?petition={petition.pk}",
    }


@requires(Permission.PETITION_REGISTER)
def proposals(request: HttpRequest) -> HttpResponse:
    """The panel anew, after the field or level on the form was changed. Reads only; asked with POST, because what was
    typed belongs into no address. Opened as one it is no page."""
    if request.method != "POST":
        raise Http404
    form = AskForm(request.POST or None, user=request.user)
    if "petition" not in request.GET:
        return render(request, "voters/_bodies.html", {"bodies": bodies_for(form, request.user)})
    petition = record_or_404(
        Petition, key_of(request.GET["petition"]) or 0, request.user, ("locality", "place__parent")
    )
    allow(request.user, Permission.PETITION_REGISTER, petition)
    said = form.said(*(name for name in ("field", "level") if name in request.POST))
    return render(request, "voters/routing_panel.html", panel_of(petition, request.user, said, form_id="bieu-mau"))


def bodies_for(form: AskForm, user) -> dict:
    """The same for a petition that is being written down."""
    if user.acting is None:
        raise PermissionDenied(Forbidden.sentence)
    said = form.said("field", "level", "kind", "content")
    facts = routing.Facts(
        user.acting.locality,
        said["field"],
        said["level"],
        said["kind"],
        form.read.get("place"),
        said["content"][: similar.LONGEST],
    )
    return {
        "proposals": routing.propose(facts, reader=user) if form.is_bound else [],
        "is_asked": form.is_bound,
        "pick": PICK,
        "ask_url": reverse("voters:proposals"),
        "form_id": "bieu-mau",
    }


class WithBodies:
    """Mixin, before `WithSimilar`, of the page on which a petition is written down: who may be competent for what is
    typed. A press on a proposal sends the form, which comes back with the body chosen; nothing is saved."""

    def post(self, request, *args, **kwargs):
        if PICK in request.POST:
            form = self.form_class(initial=self._picked(), **self._plain())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def _picked(self) -> dict:
        """The form as typed, with what was picked."""
        typed = self._typed()
        return typed | _picked(self.request.POST[PICK], typed, "competent_body")

    def get_context_data(self, **kwargs):
        form = AskForm(self.request.POST or None, user=self.request.user)
        return super().get_context_data(**kwargs) | {"bodies": bodies_for(form, self.request.user)}
