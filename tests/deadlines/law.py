"""What tests of the pages of the law share."""

from datetime import date

from django.urls import reverse

from tests.deadlines.factories import ObligationFactory, RuleFactory, RuleVersionFactory


def url(name, row):
    return reverse(f"deadlines:{name}", args=[row.pk])


def a_version(**fields):
    """Ten working days after "ngày nhận", of a rule of its own, from 2020 on."""
    rule = {name: fields.pop(name) for name in ("title", "section", "rule_note") if name in fields}
    if "rule" not in fields:
        fields["rule"] = RuleFactory(**rule)
    return RuleVersionFactory(**fields)


def resting(cast, version, anchor="2026-07-01", due="2026-07-15", **fields):
    """An open duty of the department that rests on the version."""
    fields = {"owner": cast.department, "beneficiary": cast.standing, "opened_on": date(2026, 7, 1)} | fields
    return ObligationFactory(
        basis_kind="rule",
        version=version,
        anchor_on=date.fromisoformat(anchor),
        due_on=date.fromisoformat(due),
        **fields,
    )


def text(response):
    return response.content.decode()
