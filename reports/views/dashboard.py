"""Toàn cảnh: in twenty seconds, is it better or worse, what is overdue and whose, is the session ready."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coordination.deadlines import queries as duty_queries
from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.ui.charts import Bar, Share
from coordination.ui.policy import requires
from reports.cards import cards_of
from reports.catalogue import BY_KEY
from reports.choices import Provenance
from reports.queries import Ledger, part_counts
from reports.views.figures import chosen_period, period_menu
from sessions import queries as session_queries
from sessions.choices import Stage
from sessions.models import AgendaItem, CouncilSession

# Withdrawn and postponed documents are owed by nobody: they stand on the session's page, not in this bar.
READINESS = {Stage.SENT: "done", Stage.WORKING: "mid", Stage.WAITING: "open", Stage.OVERDUE: "late"}


@requires(Permission.FIGURE_VIEW)
def dashboard(request):
    """Figures of the period beside the same stretch before, what is late and whose, the next session."""
    user, locality = request.user, request.user.acting.locality
    period, fault = chosen_period(request)
    today = timezone.localdate()
    ledger = Ledger(locality, today)
    context = {
        "title": f"Toàn cảnh {locality.full_name}",
        "locality": locality,
        "period": period,
        "fault": fault,
        **period_menu(request, period, today),
        "cards": cards_of(ledger, period),
        "now": timezone.localtime(),
        "fields": petition_bars(ledger, period, today),
        "session": session_card(user, today),
        **overdue_block(user, today),
        **parties_block(user, locality, period, today),
    }
    return render(request, "reports/dashboard.html", context, status=400 if fault else 200)


def overdue_block(user, today) -> dict:
    """Who owes what is overdue, most first, and the oldest few."""
    late = Obligation.objects.visible_to(user).overdue(today)
    owners = (
        late.order_by()
        .values("owner", "owner__short_name")
        .annotate(number=Count("pk"))
        .order_by("-number", "owner")[:8]
    )
    listing = reverse("deadlines:obligation-list")
    late_ones = f"{listing}?tinh_trang=qua-han&owner="
    bars = [Bar(row["owner__short_name"], row["number"], url=f"{late_ones}{row['owner']}") for row in owners]
    return {"late_bars": bars, "late_total": late.count(), "oldest": late.select_related("owner")[:3]}


def parties_block(user, locality, period, today) -> dict:
    """Each party of the regulation: duties of the period in time, late, still open."""
    rows = duty_queries.due(Obligation.objects.visible_to(user).filter(locality=locality), period)
    parties = []
    for kind, label in (("council", "HĐND"), ("committee", "UBND"), ("front", "MTTQ")):
        owned = rows.filter(Q(owner__kind=kind) | Q(owner__parent__kind=kind) | Q(owner__parent__parent__kind=kind))
        met, late = owned.met(today).count(), owned.late(today).count()
        total = owned.count()
        shares = [
            Share("Đúng hạn", met, "done"),
            Share("Trễ hoặc quá hạn", late, "late"),
            Share("Chưa đến hạn", total - met - late, "open"),
        ]
        parties.append({"label": label, "met": met, "late": late, "total": total, "shares": shares})
    return {"parties": parties}


def petition_bars(ledger, period, today) -> list[Bar]:
    """Petitions received by field with the overdue ones drawn over them, where the register is complete."""
    figure = BY_KEY["petitions.by_field"]
    value = ledger.value(figure, period)
    if value.provenance != Provenance.RECORDS:
        return []
    overdue = part_counts(BY_KEY["petitions.overdue"], ledger.locality, period, figure.part_of, today)
    listing = reverse("voters:petition-list")
    known = sorted(((number, name) for name, number in value.parts.items() if number), reverse=True)[:9]
    return [
        Bar(
            figure.part_labels[name],
            number,
            part=overdue.get(name, 0),
            url=f"{listing}?field={name}",
            note=f"{overdue.get(name, 0)} quá hạn",
        )
        for number, name in known
    ]


def session_card(user, today) -> dict | None:
    """The next session: days to go, documents by state, the latest one."""
    session = session_queries.next_session(CouncilSession.objects.visible_to(user))
    if session is None:
        return None
    items = AgendaItem.objects.visible_to(user).filter(session=session)
    numbers = {stage: session_queries.at_stage(items, stage, today).count() for stage in READINESS}
    opening = session.planned_opening.exact if session.planned_opening else None
    return {
        "session": session,
        "opening": opening,
        "days": (opening - today).days if opening else None,
        "total": sum(numbers.values()),
        "ready": numbers[Stage.SENT] + numbers[Stage.WORKING],
        "shares": [Share(stage.label, numbers[stage], kind) for stage, kind in READINESS.items()],
        "latest": session_queries.overdue(items, today).select_related("preparing_body").order_by("due_on").first(),
    }
