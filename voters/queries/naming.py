"""Sessions, meetings and batches that petitions are linked to, as far as the reader may know their names."""

from django.db.models import Prefetch, Q, QuerySet

from sessions.models import CouncilSession

NAMED_WITH = {
    "session": ("term",),
    "original_session": ("term",),
    "meeting": ("place",),
    "told_at": ("place",),
    "also_told_at": ("place",),
}
"""What the name of each is made of."""


def known(model, user) -> QuerySet:
    """Rows whose names the reader may be told: those they may see, and of sessions every one that is neither secret nor
    a draft, since anybody knows of it. Without a reader (the server itself) all."""
    rows = model._base_manager.all()
    if user is None:
        return rows
    told = Q(pk__in=model.objects.visible_to(user).order_by().values("pk"))
    if model is CouncilSession:
        told |= Q(confidential=False, draft_of=None)
    return rows.filter(told)


def told_to_all(session: CouncilSession) -> str:
    """The name of a session in words that everybody reads who sees a petition (its history); empty for a secret one."""
    return "" if session.confidential or session.draft_of_id else str(session)


def with_known(rows: QuerySet, user, *names: str) -> QuerySet:
    """The rows, whose links of these names lead nowhere where the reader may not know the name. One statement for each
    name; the links must not be selected with the rows."""
    fields = {name: rows.model._meta.get_field(name).related_model for name in names}
    told = {name: known(model, user) for name, model in fields.items()}
    for name in told.keys() & NAMED_WITH.keys():
        told[name] = told[name].select_related(*NAMED_WITH[name])
    return rows.prefetch_related(*(Prefetch(name, found) for name, found in told.items()))
