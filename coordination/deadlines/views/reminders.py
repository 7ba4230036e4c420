"""How an office reminds: everybody of the place reads it, the office of the council sets it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coordination.deadlines.actions import reminders as actions
from coordination.deadlines.forms.reminders import LadderForm, PolicyForm, RuleChoiceForm
from coordination.deadlines.models import Rule
from coordination.deadlines.reminders import phrases
from coordination.deadlines.reminders.offices import Ladders
from coordination.deadlines.reminders.window import policy_of
from coordination.lib.keys import key_of
from coordination.people.permissions import Permission
from coordination.records.errors import Conflict
from coordination.ui.policy import SIGNED_IN, record_or_404, requires

RULE = "quy_dinh"
"""Parameter of the address: whose ladder is meant."""


@requires(SIGNED_IN)  # everybody may know how the own office reminds; only the council's office changes it
def reminder_policy(request):
    """Hours, channels and ladders of the place one acts for."""
    locality, may_set = _locality(request), actions.may_set(request.user)
    if request.method == "POST" and not may_set:
        raise PermissionDenied
    policy = policy_of(locality.pk)
    form = PolicyForm(request.POST or None, instance=policy, user=request.user)
    if request.method == "POST" and form.is_valid() and _saved(form, actions.save_policy, form.instance, request):
        messages.success(request, "Đã lưu cách nhắc hạn.")
        return redirect("deadlines:reminder-policy")
    ladders = Ladders()
    context = {
        "title": "Cách nhắc hạn",
        "policy": policy_of(locality.pk) if form.errors else policy,
        "form": form,
        "may_set": may_set,
        "place": locality,
        "general": phrases.in_words(ladders.of(locality.pk, None)),
        "is_own": getattr(ladders.row_of(locality.pk, None), "locality_id", None) == locality.pk,
        "particular": [
            (rule, phrases.in_words(ladders.of(locality.pk, rule.pk)))
            for rule in Rule.objects.visible_to(request.user).filter(pk__in=ladders.rules_of(locality.pk))
        ],
        "choice": RuleChoiceForm(user=request.user),
    }
    return render(request, "deadlines/reminder_policy.html", context, status=422 if form.errors else 200)


@requires(Permission.REMINDER_EDIT)
def reminder_ladder(request):
    """The steps of the place, for one rule ("?quy_dinh=12") or for everything else."""
    locality, rule = _locality(request), _rule(request)
    if not actions.may_set(request.user):
        raise PermissionDenied
    ladders = Ladders()
    row = ladders.row_of(locality.pk, rule.pk if rule else None)
    present = ladders.of(locality.pk, rule.pk if rule else None)
    is_own = row is not None and row.locality_id == locality.pk and row.rule_id == (rule.pk if rule else None)
    stored = actions.fingerprint(row if is_own else None)
    form = LadderForm(request.POST or None, initial=LadderForm.shown(present) | {"opened": stored}, user=request.user)
    about = {"locality": locality, "rule": rule, "opened": request.POST.get("opened")}
    if (
        request.method == "POST"
        and form.is_valid()
        and _saved(form, actions.save_ladder, form.ladder(), request, about)
    ):
        messages.success(request, "Đã lưu thang nhắc hạn.")
        return redirect("deadlines:reminder-policy")
    if form.non_field_errors():  # the next save replaces what is stored now
        posted = request.POST.copy()
        posted["opened"] = stored
        form.data = posted
    context = {
        "title": f"Thang nhắc hạn: {rule.code}" if rule else "Thang nhắc hạn chung",
        "rule": rule,
        "form": form,
        "submit": "Lưu thang nhắc",
        "cancel": reverse("deadlines:reminder-policy"),
        "crumbs": [("Cách nhắc hạn", reverse("deadlines:reminder-policy"))],
        "is_own": is_own,
    }
    return render(request, "deadlines/reminder_ladder.html", context, status=422 if form.errors else 200)


@requires(Permission.REMINDER_EDIT)
@require_POST
def reminder_ladder_drop(request):
    """Back to the more general ladder."""
    if not actions.may_set(request.user):
        raise PermissionDenied
    if actions.drop_ladder(locality=_locality(request), rule=_rule(request), by=request.user):
        messages.success(request, "Đã bỏ thang riêng; thang chung dùng lại.")
    else:
        messages.info(request, "Không có thang riêng nào để bỏ.")
    return redirect("deadlines:reminder-policy")


def _saved(form, save, what, request, about=None) -> bool:
    """Whether it was stored; what somebody else has saved meanwhile is said above the form."""
    try:
        save(what, by=request.user, **(about or {}))
    except Conflict as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _locality(request):
    """The place one acts for; who acts for none has no page here."""
    if request.user.acting is None:
        raise Http404
    return request.user.acting.locality


def _rule(request):
    """The rule named in the address, if one is; 404 for anything else."""
    text = request.GET.get(RULE, "")
    if not text:
        return None
    key = key_of(text)
    if key is None:
        raise Http404
    return record_or_404(Rule, key, request.user)
