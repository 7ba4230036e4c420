"""The merge board: possible groups, petitions side by side, what a merge will do, telling apart, taking back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import Conflict, Forbidden, Refused
from coordination.records.ties import note_ties
from coordination.ui.picks import SEEN
from coordination.ui.policy import requires
from voters import actions, queries, similar
from voters.actions.following import followed
from voters.choices import PetitionStatus
from voters.forms.merging import MergeForm, NotSameForm
from voters.models import Merge, Petition
from voters.side_by_side import side_by_side
from voters.views.common import lists_for

TITLE = "Kiến nghị cử tri"
BOARD = "Kiến nghị có thể trùng"
SEEDS = 15
"""Petitions of one page of the board that are asked for their like."""
ALIKE = 0.45
"""Likeness of the words from which two petitions are proposed as a group."""
MOST = 12
"""Petitions that stand side by side at most."""


@dataclass(frozen=True)
class Group:
    """A petition and what may ask for the same, each with the reason."""

    seed: Petition
    others: list[tuple[Petition, str]]

    @property
    def url(self) -> str:
        """Where they stand side by side."""
        keys = [self.seed.pk, *(petition.pk for petition, _reason in self.others)]
        return f"{reverse('voters:merge-group')}?{'&'.join(f'kn={key}' for key in keys)}"


@requires(Permission.PETITION_FORWARD)
def merge_board(request: HttpRequest) -> HttpResponse:
    """Possible groups among open petitions, newest first, and the merges that can be taken back."""
    rows = _mine(request)
    if before := key_of(request.GET.get("truoc")):
        rows = rows.filter(pk__lt=before)
    seeds = list(rows.select_related("place", "competent_body", "batch")[:SEEDS])
    context = {
        "title": BOARD,
        "crumbs": [(TITLE, reverse("voters:petition-list"))],
        "lists": lists_for(request),
        "groups": _groups(seeds, request.user),
        "more": seeds[-1].pk if len(seeds) == SEEDS else None,
        "merges": queries.standing_merges(request.user.acting.locality, request.user),
    }
    return render(request, "voters/merge_board.html", context)


def _mine(request):
    """Open petitions of the register one keeps, as far as one may see them."""
    if request.user.acting is None:
        raise PermissionDenied(Forbidden.sentence)
    rows = Petition.objects.visible_to(request.user).filter(locality=request.user.acting.locality)
    return queries.open_leads(rows)


def _groups(seeds, user) -> list[Group]:
    """Each possible pair once, without those that were told apart; as many statements for many as for one."""
    likes = similar.propose_for_each(seeds, user)
    proposed = {row.petition.pk: row.petition for rows in likes for row in rows}
    note_ties(proposed.values(), "merged")
    apart = queries.ruled_out([*proposed, *(seed.pk for seed in seeds)])
    found, shown = [], set()
    for seed, rows in zip(seeds, likes, strict=True):
        others = []
        for row in rows:
            pair = frozenset((seed.pk, row.petition.pk))
            fits = row.likeness.words >= ALIKE and not actions.why_not(row.petition, seed)
            if fits and pair not in apart and pair not in shown:
                shown.add(pair)
                others.append((row.petition, row.reason))
        if others:
            found.append(Group(seed, others))
    return found


@requires(Permission.PETITION_FORWARD)
@require_http_methods(["GET", "POST"])
def merge_group(request: HttpRequest) -> HttpResponse:
    """Petitions side by side; first what the merge will do, then, confirmed, the merge itself."""
    rows = _asked(request)
    if why_not := _why_not_compared(rows, request.user):
        return _back(request, why_not)
    form = MergeForm(request.POST or None, rows=rows, user=request.user)
    plan, status, is_stale = None, 200, False
    if request.method == "POST":
        if form.is_valid():
            plan = _plan(form, request.user)
        if plan and "gop" in request.POST:
            is_stale = request.POST.get(SEEN, "") != plan.mark
            if not is_stale and (answer := _merge(request, form)):
                return answer
        status = 422 if form.errors else 409 if is_stale else 200
    cards = side_by_side(list(rows), request.user)
    context = {
        "title": "Gộp kiến nghị trùng",
        "crumbs": [(TITLE, reverse("voters:petition-list")), (BOARD, reverse("voters:merge-board"))],
        "form": form,
        "cards": cards,
        "plan": None if form.errors else plan,
        "is_stale": is_stale,
        "seen_name": SEEN,
        "chosen": {"lead": form["lead"].value(), "parts": form["parts"].value() or []},
    }
    return render(request, "voters/merge_group.html", context, status=status)


def _asked(request):
    """The petitions named in the address, each once, that are the user's to see."""
    keys = [key for key in map(key_of, request.GET.getlist("kn")) if key][:MOST]
    rows = Petition.objects.visible_to(request.user).filter(pk__in=keys)
    return rows.select_related("place", "competent_body", "merged_into", "batch", "locality").order_by(
        "received_on", "pk"
    )


TOO_FEW = "Chọn hai kiến nghị trở lên, trong những kiến nghị bạn được xem."
NOT_KEPT = "Chỉ nơi giữ sổ kiến nghị mới gộp kiến nghị trong sổ ấy"


def _why_not_compared(rows, user) -> str:
    """Why there is nothing to merge or to tell apart among these, or nothing. What the user may not see counts as what
    is not there."""
    if len(rows) < 2:
        return TOO_FEW
    foreign = [row for row in rows if not actions.may_merge(user, row)]
    if len(rows) - len(foreign) >= 2:
        return ""
    registers = "; ".join(f"{row.code or row.case_code} ở sổ {row.locality}" for row in foreign)
    return f"{NOT_KEPT}: {registers}."


def _back(request, words: str) -> HttpResponse:
    """Said at the board, from where two others can be chosen."""
    messages.warning(request, words)
    return redirect("voters:merge-board")


def _merge(request, form) -> HttpResponse | None:
    """Done, and to the lead; what was refused is said at the form."""
    lead, parts = form.cleaned_data["lead"], form.cleaned_data["parts"]
    try:
        actions.merge_many(lead, parts, by=request.user, note=form.cleaned_data["note"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    except (Conflict, Refused) as refusal:
        form.add_error(None, refusal.message)
        return None
    messages.success(request, f"Đã gộp {len(parts)} kiến nghị vào {lead.code}. Gỡ được ở trang kiến nghị này.")
    return redirect(lead.get_absolute_url())


@dataclass(frozen=True)
class Plan:
    """What a merge will do, as the preview shows it."""

    lead: Petition
    rows: list[tuple[Petition, list]]
    """What is put under it, each with what is still owed for it."""

    @property
    def mark(self) -> str:
        """Another one whenever the preview would say something else: the merge is done only as it was previewed."""
        states = [
            f"{petition.pk}.{petition.revision}" for petition in (self.lead, *(row for row, _duties in self.rows))
        ]
        owed = [f"{duty.pk}.{duty.owner_id}.{duty.due_on:%Y%m%d}" for _row, duties in self.rows for duty in duties]
        return "-".join([*states, *owed])


def _plan(form, user) -> Plan | None:
    """What will happen, or the reasons why it cannot."""
    lead, parts = form.cleaned_data["lead"], form.cleaned_data["parts"]
    if faults := [words for part in parts for words in actions.why_not(part, lead)]:
        form.add_error(None, faults)
        return None
    if not actions.may_merge(user, lead):
        form.add_error(None, f"{NOT_KEPT}.")
        return None
    return Plan(lead, [(part, list(actions.duties_of(part))) for part in parts])


@requires(Permission.PETITION_FORWARD)
@require_http_methods(["GET", "POST"])
def not_same(request: HttpRequest) -> HttpResponse:
    """Two petitions are told apart, with the reason."""
    rows = list(_asked(request)[:2])
    if why_not := _why_not_compared(rows, request.user):
        return _back(request, why_not)
    form = NotSameForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.not_same(*rows, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Đã ghi: {rows[0].code} và {rows[1].code} không trùng.")
            return redirect("voters:merge-board")
    context = {
        "title": "Hai kiến nghị không trùng",
        "crumbs": [(TITLE, reverse("voters:petition-list")), (BOARD, reverse("voters:merge-board"))],
        "form": form,
        "rows": rows,
        "submit": "Ghi không trùng",
        "cancel": reverse("voters:merge-board"),
    }
    return render(request, "voters/merge_apart.html", context, status=422 if form.errors else 200)


@requires(Permission.PETITION_FORWARD)
@require_http_methods(["GET", "POST"])
def undo_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole merge taken back, after saying what that does."""
    seen = Petition.objects.visible_to(request.user)
    merge = Merge.objects.filter(pk=pk, lead__in=seen).select_related("lead__locality").first()  # ungated: by its lead
    if merge is None:
        raise Http404
    if not actions.may_merge(request.user, merge.lead):
        raise PermissionDenied("Chỉ nơi giữ sổ kiến nghị mới gỡ được.")
    if request.method == "POST":
        try:
            actions.undo_merge(merge, by=request.user)
        except (Refused, Conflict) as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, f"Đã gỡ lần gộp vào {merge.lead.code}.")
        return redirect("voters:merge-board")
    context = {
        "title": f"Gỡ lần gộp vào {merge.lead.code}",
        "crumbs": [(TITLE, reverse("voters:petition-list")), (BOARD, reverse("voters:merge-board"))],
        "merge": merge,
        "parts": _returning(merge, request.user),
        "told_on": max((row.told_on for row in merge.lead.replies.all() if row.told_on), default=None),
    }
    return render(request, "voters/merge_undo.html", context)


def _returning(merge, user) -> list[dict]:
    """What taking back does to each petition: where it returns to, or why nothing changes."""
    seen = Petition.objects.visible_to(user).in_bulk([row.petition_id for row in merge.parts.all()])
    rows = [row for row in merge.parts.select_related("merge").order_by("petition") if row.petition_id in seen]
    return [
        {
            "petition": seen[row.petition_id],
            "is_inside": queries.standing_part(seen[row.petition_id]) == row,
            "back": PetitionStatus(row.status).label if followed(seen[row.petition_id], merge.at) else "",
        }
        for row in rows
    ]
