"""Chains that lists and figures share; statistics of a period stand in `voters.queries`."""

from datetime import date
from typing import Self

from django.db.models import Exists, OuterRef, Q, Subquery

from coordination.records.querysets import RecordQuerySet
from voters.choices import Judgement, PetitionStatus
from voters.rules import FOLLOW, REOPENING

UNCLASSIFIED = Q(field="") | Q(level="") | Q(competent_body=None)

OFTEN = 4
"""From this many times on, offices list a petition as raised again and again."""


class PetitionQuerySet(RecordQuerySet):
    """Petitions as they stand now."""

    def overdue_now(self, today: date) -> Self:
        """Due before today, not finished."""
        return self.filter(due_on__lt=today, finished_on=None)

    def late_answers(self, today: date) -> Self:
        """Somebody was asked, has not answered, and the day for it is over; what `kept.is_late` says of one row.

        Reopened after its day and without a new one, a petition was answered by that day: nothing is late yet.
        """
        asked = self.overdue_now(today).filter(status__in=PetitionStatus.UNDER_WAY)
        after = self._rows_of("result_changes").filter(
            petition=OuterRef("pk"), step__in=REOPENING, on__gt=OuterRef("due_on")
        )
        return asked.exclude(Q(status=PetitionStatus.REOPENED, answered_on__isnull=False) & Exists(after))

    def waiting_for_classification(self) -> Self:
        """New, and field, level or competent body is still missing; nobody has refused it."""
        return self._new().filter(UNCLASSIFIED).exclude(self._refused())

    def waiting_for_dispatch(self) -> Self:
        """New and classified: to be forwarded for the first time, by itself or in a batch."""
        return self._new().exclude(UNCLASSIFIED).exclude(self._refused())

    def refused_and_waiting(self) -> Self:
        """Given back by whoever was asked, and not forwarded again yet."""
        return self._new().filter(self._refused())

    def assigned_in_vain(self) -> Self:
        """Under way, and the last to whom the committee assigned it refused; not assigned again nor answered since."""
        referrals, replies = self._rows_of("referrals"), self._rows_of("replies")
        same = Q(petition=OuterRef("petition"))
        later = referrals.filter(same, pk__gt=OuterRef("pk")).exclude(under=None, continues__isnull=False)
        known = replies.filter(same).filter(
            Q(sent_on__gt=OuterRef("refused_on"))
            | Q(sent_on=OuterRef("refused_on"), created_at__gte=OuterRef("created_at"))
        )
        refused = referrals.filter(~Exists(later), ~Exists(known), under__isnull=False, refused_on__isnull=False)
        under_way = (PetitionStatus.IN_PROGRESS, PetitionStatus.REOPENED)
        return self.filter(status__in=under_way, merged_into=None, pk__in=refused.values("petition"))

    def refused_anywhere(self) -> Self:
        """To be forwarded again, or assigned again: both sorts of refusals."""
        every = type(self)(self.model, using=self._db).order_by()
        back, in_vain = every.refused_and_waiting().values("pk"), every.assigned_in_vain().values("pk")
        return self.filter(pk__in=back.union(in_vain))

    def _new(self) -> Self:
        """Of a group only the petition that leads it waits for something."""
        return self.filter(status=PetitionStatus.NEW, merged_into=None)

    def _refused(self) -> Exists:
        refused = self._rows_of("referrals").filter(petition=OuterRef("pk"), under=None, refused_on__isnull=False)
        return Exists(refused)

    def found_wanting(self) -> Self:
        """The newest verdict on the newest answer says that it is not enough (`queries.last_verdict`), and nobody has
        opened the petition again or answered it anew. One that shares the answer of its group is judged there."""
        verdicts, replies, changes = (self._rows_of(name) for name in ("verdicts", "replies", "result_changes"))
        newer = _still_valid(verdicts.filter(petition=OuterRef("petition")), replies).filter(
            Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
        )
        bad = _still_valid(verdicts.filter(judgement__in=Judgement.NOT_ENOUGH), replies).exclude(Exists(newer))
        last = changes.filter(petition=OuterRef("pk")).exclude(step="finish").order_by("-id").values("step")
        found = self.filter(
            status__in=(PetitionStatus.ANSWERED, PetitionStatus.FINISHED), pk__in=bad.values("petition")
        )
        found = found.alias(last_step=Subquery(last[:1]))
        return found.exclude(merged_into__isnull=False, last_step__in=FOLLOW.values())

    def with_day_judged(self) -> Self:
        """Petitions with `judged_on`: the day of the verdict that counts."""
        verdicts, replies = self._rows_of("verdicts"), self._rows_of("replies")
        counting = _still_valid(verdicts.filter(petition=OuterRef("pk")), replies).order_by("-on", "-id")
        return self.annotate(judged_on=Subquery(counting.values("on")[:1]))

    def _rows_of(self, name: str):
        return self.model._meta.get_field(name).related_model._base_manager.all()

    def raised_often(self) -> Self:
        """Raised four times or more."""
        return self.filter(times_raised__gte=OFTEN)

    def misdirected(self) -> Self:
        """Sent to a wrong place before registration."""
        return self.exclude(misdirected_to="")


def _still_valid(verdicts, replies):
    """Of some verdicts those on the newest answer; one that names no answer, if none was sent after it."""
    same = replies.filter(petition=OuterRef("petition"))
    newer = same.filter(
        Q(sent_on__gt=OuterRef("reply__sent_on")) | Q(sent_on=OuterRef("reply__sent_on"), pk__gt=OuterRef("reply_id"))
    )
    later = same.filter(sent_on__gt=OuterRef("on"))
    return verdicts.filter((Q(reply__isnull=False) & ~Exists(newer)) | (Q(reply=None) & ~Exists(later)))
