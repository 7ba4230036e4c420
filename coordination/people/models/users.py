"""Accounts and what they may act as."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from coordination.people import visibility
from coordination.people.models.querysets import MembershipQuerySet, PlaceQuerySet, in_force, near
from coordination.people.models.validity import Kept, ends_after_it_begins
from coordination.people.permissions import Permission
from coordination.people.roles import ROLE_CHOICES, ROLES, Role
from coordination.ui.models import SavedView


class AccountQuerySet(PlaceQuerySet):
    """Accounts are seen where their person is and where they work."""

    name_path = "person__name"

    def visible_to(self, user):
        """Accounts of the places one works with."""
        if not getattr(user, "is_authenticated", False) or user.acting is None:
            return self.none()
        working = Membership.objects.visible_to(user).values("user")
        return self.filter(near(user.acting, "person__locality") | models.Q(pk__in=working))

    def managed_in(self, locality):
        """Accounts that a locality's administrator manages: of its persons, and nameless ones that work there."""
        working = Membership.objects.filter(body__locality=locality).values("user")
        return self.filter(models.Q(person__locality=locality) | models.Q(person=None, pk__in=working))


class AccountManager(UserManager.from_queryset(AccountQuerySet)):
    """Django's helpers for making accounts, and the gate."""

    use_in_migrations = False


class User(Kept, AbstractUser):
    """An account of a person. What it may do comes from the membership it acts through."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="user", verbose_name="người"
    )

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return self.person.name if self.person_id else self.username

    def get_absolute_url(self) -> str:
        return reverse("administration:user-detail", args=[self.pk])

    @cached_property
    def locality(self):
        """The place that manages the account: the person's, else that of its first membership; may be none."""
        if self.person_id:
            return self.person.locality
        first = self.memberships.select_related("body__locality").first()
        return first.body.locality if first else None

    @property
    def locality_id(self) -> int | None:
        """Key of `locality`."""
        return self.locality.pk if self.locality else None

    @property
    def state(self) -> tuple[str, str]:
        """Icon and words: whether the account can be used."""
        if not self.is_active:
            return "pause", "Đã khóa"
        return ("done", "Đang mở") if self.has_usable_password() else ("wait", "Chưa có mật khẩu")

    def active_memberships(self):
        """Memberships in force today, oldest first; `has_views`: whether there are saved views to look for at all."""
        views = SavedView.objects.filter(Q(user=OuterRef("user")) | Q(body=OuterRef("body")))
        return (
            self.memberships.filter(in_force(timezone.localdate()))
            .annotate(has_views=Exists(views))
            .select_related("body__locality__parent", "body__parent")
            .order_by("order", "id")
        )

    @cached_property
    def acting(self):
        """The membership this account acts through: the chosen one (middleware sets it), else its first, else none."""
        return self.active_memberships().first()

    def act_as(self, membership) -> None:
        """Choose the membership for the rest of this object's life."""
        self.acting = membership

    def can(self, permission: Permission, record=None) -> bool:
        """Whether the acting role holds the permission and, for a record already seen, may use it there.

        Ended localities are read-only. In a record of another locality the bodies it concerns do what is asked of
        them (answer, hand in, report, note as done) and nothing else.
        """
        membership = self.acting
        if membership is None or permission not in membership.role_class.permissions:
            return False
        if record is None or permission in Permission.READING:
            return True
        if record.locality_id == membership.body.locality_id:
            return not membership.body.locality.is_ended
        if record.locality is None or record.locality.is_ended:
            return False
        return permission in Permission.FOR_CONCERNED and visibility.is_concerned(membership, record)

    def sees(self, model) -> models.Q:
        """The gate: which rows of a model the acting membership may see."""
        return visibility.condition(self, model)

    def sees_at_once(self, record) -> bool:
        """Whether the gate lets the acting membership through to a record in hand; a no is not the last word."""
        return visibility.is_own(self, record)


class Membership(Kept):
    """A user's place in a body with one role, from–to. Who has several chooses the acting one."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="người dùng")
    body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, related_name="memberships", verbose_name="cơ quan"
    )
    role = models.CharField("vai", max_length=24, choices=ROLE_CHOICES)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trong cơ quan"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role"],
                name="people_membership_once",
                violation_error_message="Người này đã có vai ấy trong cơ quan.",
            ),
            ends_after_it_begins("people_membership_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.role_class.label}"

    def get_absolute_url(self) -> str:
        return self.user.get_absolute_url()

    @property
    def role_class(self) -> Role:
        """The role behind the stored code."""
        return ROLES[self.role]

    @property
    def locality(self):
        """The locality acted for."""
        return self.body.locality

    @property
    def locality_id(self) -> int:
        """Key of `locality`."""
        return self.body.locality_id

    @cached_property
    def locality_ids(self) -> frozenset[int]:
        """The locality acted for and its ended predecessors."""
        return visibility.with_predecessors(self.body.locality_id)

    @cached_property
    def body_ids(self) -> frozenset[int]:
        """The body and those it serves."""
        return frozenset({self.body_id, *self.body.serves.values_list("pk", flat=True)})

    @cached_property
    def principal_ids(self) -> frozenset[int]:
        """The principal bodies whose unsent drafts this membership may read."""
        bodies = [self.body, *self.body.serves.select_related("parent")]
        return frozenset(body.principal.pk for body in bodies)

    @cached_property
    def constituency_ids(self) -> frozenset[int]:
        """Constituencies of the person's mandates in force."""
        from coordination.people.models.bodies import DelegateMandate  # noqa: PLC0415 - bodies know no users

        mandates = DelegateMandate.objects.filter(
            in_force(timezone.localdate()), person__user=self.user, constituency__locality_id=self.body.locality_id
        )
        return frozenset(mandates.values_list("constituency_id", flat=True))
