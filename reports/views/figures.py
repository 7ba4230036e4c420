"""Figures of a period, and the records behind each."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from coordination.lib.period import PeriodError
from coordination.people.permissions import Permission
from coordination.ui.policy import requires
from reports import periods
from reports.catalogue import BY_KEY, GROUPS
from reports.queries import Ledger, count, of_part, records


def chosen_period(request):
    """The period of the address; a faulty one gives its message and the current period instead."""
    locality = request.user.acting.locality
    try:
        return periods.chosen(locality, request.GET), ""
    except PeriodError as error:
        return periods.current(locality), str(error)


def period_menu(request, period, today=None) -> dict:
    """What the period form needs: the usual periods, and the days of one that is none of them."""
    locality = request.user.acting.locality
    choices = periods.choices(locality, today)
    chosen = request.GET.get("ky", "")
    if chosen not in dict(choices) or request.GET.get("den"):
        chosen = periods.OTHER
    if chosen == periods.OTHER:
        choices = [*choices, (periods.OTHER, period.label)]
    return {"choices": choices, "chosen": chosen, "period_query": periods.query(period)}


@requires(Permission.FIGURE_VIEW)
def figure_list(request):
    """All figures of a period: value, provenance, definition, link to the records."""
    period, fault = chosen_period(request)
    locality = request.user.acting.locality
    ledger = Ledger(locality)
    context = {
        "title": "Số liệu phối hợp",
        "locality": locality,
        "period": period,
        "fault": fault,
        "groups": [
            (label, [value for figure in figures for value in ledger.values(figure, period)])
            for label, figures in GROUPS
        ],
        **period_menu(request, period),
    }
    return render(request, "reports/figure_list.html", context, status=400 if fault else 200)


@requires(Permission.FIGURE_VIEW)
def figure_records(request, key):
    """The records behind one figure; those the user may not read are named by their case code only."""
    figure = BY_KEY.get(key)
    if figure is None:
        raise Http404
    period, fault = chosen_period(request)
    locality = request.user.acting.locality
    value = Ledger(locality).value(figure, period)
    rows = records(figure, locality, period)
    part = request.GET.get("phan", "")
    if part in figure.part_labels and figure.parts:
        rows = of_part(figure, rows, part)
    page = Paginator(rows.order_by("-pk"), 50).get_page(request.GET.get("page"))
    context = {
        "title": figure.label,
        "figure": figure,
        "period": period,
        "period_query": periods.query(period),
        "fault": fault,
        "value": value,
        "part": part,
        "part_label": figure.part_labels.get(part, "") if figure.parts else "",
        "parts": [(name, figure.part_labels[name], number) for name, number in value.parts.items()],
        "counted": count(figure, rows)[0],
        "page": page,
        "lines": _lines(figure, page.object_list, request.user),
    }
    return render(request, "reports/figure_records.html", context, status=400 if fault else 200)


def _lines(figure, rows, user) -> list[tuple]:
    """Each row, and whether the user may read it."""
    pks = [row.pk for row in rows]
    readable = set(figure.model.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    return [(row, row.pk in readable) for row in rows]
