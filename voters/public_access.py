"""What keeps the public room fast and calm: pages that are remembered, and how often one address may ask."""

from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.utils import timezone

REMEMBERED = 600  # seconds; the stamp changes as soon as something is published or withdrawn
UNCOUNTED_PROXY = "uncounted-proxy"
"""Where the common cache remembers for a week that X-Forwarded-For came although no proxy is counted."""
_memory = LocMemCache("public-room", {"OPTIONS": {"MAX_ENTRIES": 5000}})


def store():
    """Redis where there is one, else the memory of the process: the common cache in files has room for the few entries
    of sign-in limits, which a crowd of visitors would push out."""
    return cache if settings.REDIS_URL else _memory


def remembered(what: str, stamp: str, make):
    """The value kept of something under its present stamp, made when there is none. One value of each: that of an older
    stamp is replaced, not left until its time is over."""
    name = f"public:{what}"
    kept = store().get(name)
    if kept is None or kept[0] != stamp:
        kept = stamp, make()
        store().set(name, kept, REMEMBERED)
    return kept[1]


def parsed(address: str) -> IPv4Address | IPv6Address | None:
    """An address as a visitor's machine or a server gives it; none where it is no address (a socket file)."""
    try:
        return ip_address(address)
    except ValueError:
        return None


def household(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 that a household is given of IPv6; it may change the rest
    as often as it likes."""
    known = parsed(address)
    if not isinstance(known, IPv6Address):
        return str(known or "")
    return str(known.ipv4_mapped or ip_network((int(known), 64), strict=False))


def is_too_often(request, what: str, most: int, seconds: int) -> bool:
    """Whether a visitor (`household`) has asked more than `most` times within the present window of so many seconds.

    Without Redis each process counts for itself. The address is kept as a hash, and only as long as the window.
    """
    _note_proxy(request)
    address = household(get_adapter().get_client_ip(request) or "")
    window = int(timezone.now().timestamp()) // seconds
    name = f"public-rate:{what}:{sha256(f'{settings.SECRET_KEY}{address}{window}'.encode()).hexdigest()}"
    store().add(name, 0, seconds)
    try:
        return store().incr(name) > most
    except ValueError:  # it ran out, or was pushed out, between the two lines
        return False


def _note_proxy(request) -> None:
    """For the doctor: behind a proxy that is not counted all visitors share one address, and its limits. Of a visitor
    from outside the header says nothing: anybody can send it."""
    if settings.TRUSTED_PROXIES or "X-Forwarded-For" not in request.headers:
        return
    address = parsed(request.META.get("REMOTE_ADDR", ""))
    if address is None or address.is_private:
        cache.add(UNCOUNTED_PROXY, True, 7 * 86_400)
