"""The action list of a record, drawn from its transition table and from what higher apps offer."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from django.urls import reverse

from coordination.ui.registry import Button
from coordination.workflow.table import table_of

_extra: dict[type, list[Callable]] = defaultdict(list)


def add(model, offer: Callable[[object, object], Iterable[Button]]) -> None:
    """Let a higher app offer buttons on a lower app's record: `offer(record, user)`."""
    _extra[model].append(offer)


def offered(record, user) -> list[Button]:
    """What this user may do with the record now, or soon; what is never theirs is absent. Primary first, last what is
    noted in somebody's stead."""
    is_own = cache(lambda first_for: first_for is None or first_for(record, user.acting))
    buttons = [button for step in table_of(type(record)) or () if (button := _button(step, record, user, is_own))]
    for offer in _extra[type(record)]:
        buttons.extend(offer(record, user))
    return sorted(buttons, key=lambda button: (button.instead, not button.primary, not button.enabled))


def _button(step, record, user, is_own) -> Button | None:
    if step.is_creation or not step.is_for(record, user):
        return None
    url = reverse(f"{record._meta.app_label}:{record._meta.model_name}-move", args=[record.pk, step.name])
    if record.status in step.sources:
        reason, own = (step.unless(record) if step.unless else None) or "", is_own(step.first_for)
        primary = step.primary and own and not reason
        return Button(step.label, url, enabled=not reason, reason=reason, primary=primary, instead=not own)
    if record.status in step.announced:
        return Button(step.label, url, enabled=False, reason=step.not_yet, instead=not is_own(step.first_for))
    return None
