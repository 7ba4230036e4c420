"""Similar petitions beside the form of a new one: asked for while somebody types, or by a button without script.

The text comes by POST only, so that it stands in no address and no log.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.ui.policy import record_or_404, requires
from coordination.ui.registry import Panel
from sessions.models import CouncilSession
from voters import actions, similar
from voters.models import Petition
from voters.queries.naming import known
from voters.tables.petitions import SimilarTable

SEEK, AGAIN = "tim_giong", "lan_truoc"
"""Buttons of the form: look for similar ones; note this one as the next time of the named petition."""
SHORTEST = 8
"""Letters from which a text is looked at."""


def proposals_for(request: HttpRequest) -> list[similar.Proposal]:
    """What is like the text of a form."""
    data, acting = request.POST, request.user.acting
    text = data.get("content", "").replace("\0", " ").strip()
    if acting is None or len(text) < SHORTEST:
        return []
    return similar.propose(
        text=text,
        field=data.get("field", ""),
        place=key_of(data.get("place")),
        village=data.get("place_detail", "")[:160],
        locality=acting.locality,
        user=request.user,
        everywhere=True,
    )


@requires(Permission.PETITION_REGISTER)
@require_http_methods(["GET", "POST"])
def similar_panel(request: HttpRequest) -> HttpResponse:
    """The panel alone; asked for by htmx. Opened as a page it says nothing."""
    found = proposals_for(request) if request.method == "POST" else []
    context = {"proposals": found, "asked": len(request.POST.get("content", "").strip()) >= SHORTEST}
    return render(request, "voters/_similar_rows.html", context)


class WithSimilar:
    """Mixin of the page on which a petition is written down. Neither button saves anything."""

    def post(self, request, *args, **kwargs):
        if SEEK in request.POST or AGAIN in request.POST:
            form = self.form_class(initial=self._typed(), **self._plain())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def _plain(self) -> dict:
        """What the form needs besides what was typed."""
        return {"user": self.request.user, "instance": self.blank()}

    def _typed(self) -> dict:
        """The form as it stands; of the petition named as the time before, its number and its first time."""
        data, typed = self.request.POST, {}
        for name, field in self.form_class.base_fields.items():
            typed[name] = field.widget.value_from_datadict(data, self.request.FILES, name)
        if key := key_of(data.get(AGAIN)):
            rows = Petition.objects.visible_to(self.request.user).filter(pk=key)
            if earlier := rows.select_related("session", "locality").first():
                typed |= next_time_of(earlier, self.request.user, typed.get("earlier_history") or "")
        return typed

    def get_context_data(self, **kwargs):
        posted = self.request.method == "POST"
        return super().get_context_data(**kwargs) | {
            "similar_url": reverse("voters:petition-similar"),
            "proposals": proposals_for(self.request) if posted else [],
            "asked": posted and len(self.request.POST.get("content", "").strip()) >= SHORTEST,
        }


TITLE = "Kiến nghị tương tự"


def similar_later(petition: Petition) -> Panel:
    """The block on the page of a petition that the browser fills once the page stands."""
    url = reverse("voters:petition-alike", args=[petition.pk])
    return Panel(TITLE, "voters/_similar_later.html", {"url": url}, wide=True)


@requires(Permission.PETITION_VIEW)
def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Petitions that may ask for the same: for htmx the block, or nothing where there are none; else a page."""
    petition = record_or_404(Petition, pk, request.user, ("place",))
    panel = _alike_panel(petition, request.user)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "ui/panel.html", {"panel": panel}) if panel else HttpResponse()
    crumbs = [(petition.public_title, petition.get_absolute_url())]
    return render(request, "voters/petition_alike.html", {"title": TITLE, "panel": panel, "crumbs": crumbs})


def _alike_panel(petition: Petition, user) -> Panel | None:
    found = similar.similar(Petition.objects.visible_to(user).select_related("place"), petition)
    if not found:
        return None
    table = SimilarTable([other for other, _reason in found], reasons={row.pk: reason for row, reason in found})
    link = compare_link(petition, found, user)
    return Panel(TITLE, "ui/panel_table.html", {"table": table}, wide=True, count=len(found), link=link)


def compare_link(petition: Petition, found: list, user) -> tuple[str, str] | None:
    """The way to see a petition beside those like it, for those who may merge them."""
    if not actions.may_merge(user, petition):
        return None
    keys = [petition.pk, *(other.pk for other, _reason in found)]
    return "So cạnh nhau, gộp", f"{reverse('voters:merge-group')}?{'&'.join(f'kn={key}' for key in keys)}"


def next_time_of(earlier: Petition, user, history: str = "") -> dict:
    """What a new petition takes over when it is the next time of an earlier one; of one in the register of another
    place, or of one that was taken over, it is written down in words: that register is not one's own to write in."""
    session = known(CouncilSession, user).filter(pk=earlier.session_id).first()
    since = str(session or f"{earlier.received_on:%d/%m/%Y}")
    typed = {"times_raised": earlier.times_raised + 1, "first_raised": earlier.first_raised or since}
    if earlier.locality_id == user.acting.body.locality_id:
        return typed | {"predecessor": earlier.code}
    line = f"{earlier.received_on:%d/%m/%Y}: {earlier.code}, sổ của {earlier.locality}"
    lines = [*history.splitlines(), *([] if line in history else [line])]
    return typed | {"earlier_history": "\n".join(lines)}
