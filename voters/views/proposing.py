"""Who may be competent, beside the forms that ask for it: chosen with one press, decided by whoever saves the form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.ui.policy import allow, record_or_404, requires
from voters import routing
from voters.forms.routing import AskForm
from voters.models import Petition

PICK = "chon-co-quan"
"""The button of a proposal: "<key of the body>:<level>"; empty only asks anew."""
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
        body, _colon, level = data.get(PICK, "").partition(":")
        if body:
            typed[BODY_FIELDS[self.kwargs["name"]]] = body
        if "level" in typed and not typed["level"]:
            typed["level"] = level
        return {"initial": typed, "user": self.request.user, "record": self.record}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.kwargs["name"] not in BODY_FIELDS:
            return context
        form = context["form"]
        said = {name: form[name].value() or "" for name in ("field", "level") if name in form.fields}
        return context | panel_of(self.record, self.request.user, said, form_id="bieu-mau")


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
    typed belongs into no address."""
    key = request.GET.get("petition", "")
    pk = int(key) if key.isascii() and key.isdigit() and len(key) <= 18 else 0
    petition = record_or_404(Petition, pk, request.user, ("locality", "place__parent"))
    allow(request.user, Permission.PETITION_REGISTER, petition)
    form = AskForm(request.POST or None)
    form.is_valid()
    typed = getattr(form, "cleaned_data", {})
    said = {name: typed.get(name) or "" for name in ("field", "level") if name in request.POST}
    return render(request, "voters/routing_panel.html", panel_of(petition, request.user, said, form_id="bieu-mau"))
