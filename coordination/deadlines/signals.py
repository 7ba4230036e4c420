"""The one thing that must not depend on an app remembering it: secrecy of a record reaches its obligations."""

from django.db.models.signals import post_save

from coordination.deadlines import actions
from coordination.deadlines.models import Obligation
from coordination.records.models import Record


def saved(sender, instance, created, raw, **_kwargs) -> None:
    """After a record was changed, its obligations take over its gate columns."""
    if created or raw or not issubclass(sender, Record) or sender is Obligation:
        return
    actions.follow_subject(instance)


def connect() -> None:
    """Called once when the apps are ready."""
    post_save.connect(saved, dispatch_uid="coordination.deadlines.follow_subject")
