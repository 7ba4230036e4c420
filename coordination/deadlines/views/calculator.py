"""Tính hạn: anybody tries a rule on a date, nothing is stored."""

from django.http import QueryDict
from django.shortcuts import render

from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.explanation import Explanation, checked_clock, explain
from coordination.deadlines.forms.calculator import CalculatorForm
from coordination.deadlines.law import NoRule, version_on
from coordination.deadlines.models import RuleVersion
from coordination.deadlines.strip import day_words
from coordination.records.errors import Refused
from coordination.ui.policy import SIGNED_IN, requires


@requires(SIGNED_IN)
def calculator(request):
    """The form and under it what the rule comes to. An address with a rule alone chooses it and asks for the rest."""
    if "moc" in request.GET:
        form = CalculatorForm(request.GET, user=request.user)
        reason = _explained(form, request.user) if form.is_valid() else None
    else:
        form, reason = CalculatorForm(initial={"quy_dinh": request.GET.get("quy-dinh", "")}, user=request.user), None
    answer = {"rule": reason.version.rule, "due": reason.due, "day": day_words(reason.due)} if reason else {}
    context = {"form": form, "reason": reason, "choices": _choices(form, request.GET), **answer}
    return render(request, "deadlines/calculator.html", context, status=422 if form.errors else 200)


def _explained(form: CalculatorForm, user) -> Explanation | None:
    """The explanation; nothing, and an error at the field that asks for what the rule does not know."""
    asked, locality = form.cleaned_data, user.acting.locality if user.acting else None
    calendar = calendar_of(locality.pk if locality else None)
    field = "moc"
    try:
        version = _version(form, locality)
        field = "gia_han"
        checked_clock(version, asked["moc"], calendar, (), asked["gia_han"] or 0)
        field = "tam_dung"
        return explain(
            version, asked["moc"], calendar=calendar, pauses=asked["tam_dung"], extensions=asked["gia_han"] or 0
        )
    except NoRule as refusal:
        form.add_error("moc" if _has_level(form, locality) else "cap", refusal.message)
    except Refused as refusal:
        form.add_error(field, refusal.message)
    except OverflowError:
        form.add_error("moc", "Ngày tính ra nằm ngoài những năm mà lịch biết.")
    return None


def _version(form: CalculatorForm, locality) -> RuleVersion:
    asked = form.cleaned_data
    return version_on(
        asked["quy_dinh"],
        asked["moc"],
        locality=locality,
        level=asked["cap"],
        variants=asked["truong_hop"].split(","),
    )


def _has_level(form: CalculatorForm, locality) -> bool:
    """Whether the rule says something, on whatever day, at the asked level in the asked case."""
    asked = form.cleaned_data
    level = asked["cap"] or (locality.level if locality else "")
    rows = asked["quy_dinh"].versions.for_locality(locality)
    return rows.filter(variant=asked["truong_hop"], level__in=("", level)).exists()


def _choices(form: CalculatorForm, asked: QueryDict) -> list[tuple[str, str]]:
    """(words, address) of the rules that match what was typed, when it names none of them."""
    if form.rule is not None:
        return []
    rows = []
    for rule in form.matches:
        query = asked.copy()
        query["quy-dinh"] = rule.code
        rows.append((str(rule), f"?{query.urlencode()}"))
    return rows
