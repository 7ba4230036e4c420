"""What the frame of every page needs: who, where, what waits."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from coordination.ui import navigation, registry

THEME_COOKIE = "ph_theme"
KEYS_COOKIE = "ph_keys"
THEMES = ("light", "dark")


def named(url_name: str, *args) -> str:
    """The address of a page by name, or "" while it does not exist."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Switch:
    """A membership one may act through instead of the present one."""

    membership: object
    url: str


class Shell:
    """Asked by `base.html`, each question once."""

    def __init__(self, request):
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def is_signed_in(self) -> bool:
        return bool(getattr(self.user, "is_authenticated", False))

    @cached_property
    def acting(self):
        """The membership in use, or none."""
        return getattr(self.user, "acting", None) if self.is_signed_in else None

    @cached_property
    def locality(self):
        return getattr(self.acting, "locality", None)

    @cached_property
    def is_ended(self) -> bool:
        """Whether the locality is read-only."""
        return bool(getattr(self.locality, "is_ended", False))

    @cached_property
    def is_leader(self) -> bool:
        return bool(getattr(getattr(self.acting, "role_class", None), "is_leader", False))

    @cached_property
    def bar(self) -> list:
        return navigation.bar_of(self.user, self.is_leader) if self.is_signed_in else []

    @cached_property
    def bottom(self) -> list:
        return navigation.bottom_of(self.user) if self.is_signed_in else []

    @cached_property
    def rest(self) -> list:
        """What stands under "Thêm" on a small screen."""
        shown = {place.key for place in self.bottom}
        return [place for place in (*self.bar, *self.more) if place.key not in shown]

    @cached_property
    def more(self) -> list:
        return navigation.seen_by(self.user, navigation.MORE) if self.is_signed_in else []

    @cached_property
    def current(self) -> str:
        """Key of the place in the bar that this page belongs to."""
        return navigation.current(self.here, self.bar)

    @cached_property
    def current_below(self) -> str:
        """The same for the bar of a small screen and its rest."""
        return navigation.current(self.here, [*self.bottom, *self.rest])

    @cached_property
    def here(self) -> str:
        return getattr(self.request, "path", "")

    @cached_property
    def unread(self) -> int:
        return registry.unread_count(self.user) if self.acting else 0

    @cached_property
    def overdue(self) -> int:
        return registry.overdue_count(self.user) if self.acting else 0

    @cached_property
    def warning(self) -> str:
        """What an operator should know at once; asked of nobody else."""
        return registry.operator_warning(self.user) if self.acting else ""

    @property
    def operations_url(self) -> str:
        return named("operations:state")

    @cached_property
    def switches(self) -> list[Switch]:
        """Other memberships the person may act through."""
        if not self.acting:
            return []
        others = [row for row in self.user.active_memberships() if row.pk != self.acting.pk]
        return [Switch(row, url) for row in others if (url := named("account-act-as", row.pk))]

    @cached_property
    def theme(self) -> str:
        """The chosen theme, or "" to follow the system."""
        chosen = self.request.COOKIES.get(THEME_COOKIE, "") if self.request else ""
        return chosen if chosen in THEMES else ""

    @cached_property
    def keys_off(self) -> bool:
        """Whether single-letter shortcuts are turned off."""
        return bool(self.request) and self.request.COOKIES.get(KEYS_COOKIE) == "off"

    @property
    def version(self) -> str:
        return getattr(settings, "VERSION", "")

    @property
    def search_url(self) -> str:
        return named("search:results")

    @property
    def notices_url(self) -> str:
        return named("notices:notice-list") or navigation.address("", "/thong-bao/", settings.ROOT_URLCONF)

    @property
    def home_url(self) -> str:
        return named("home") or "/"

    @property
    def logout_url(self) -> str:
        return named("account_logout")

    @property
    def password_url(self) -> str:
        return named("account_change_password")
