"""What keeps the public room fast and calm: pages that are remembered, and how often one address may ask."""

from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.utils import timezone

REMEMBERED = 600  # seconds; the key changes as soon as something is published or withdrawn
_memory = LocMemCache("public-room", {"OPTIONS": {"MAX_ENTRIES": 5000}})


def store():
    """Redis where there is one, else the memory of the process: the common cache in files has room for the few entries
    of sign-in limits, which a crowd of visitors would push out."""
    return cache if settings.REDIS_URL else _memory


def remembered(key: str, make):
    """The value kept under a key, made when there is none."""
    name = f"public:{sha256(key.encode()).hexdigest()}"
    value = store().get(name)
    if value is None:
        value = make()
        store().set(name, value, REMEMBERED)
    return value


def is_too_often(request, what: str, most: int, seconds: int) -> bool:
    """Whether the visitor's address has asked more than `most` times within the present window of so many seconds.

    Without Redis each process counts for itself. The address is kept as a hash, and only as long as the window.
    """
    address = get_adapter().get_client_ip(request) or ""
    window = int(timezone.now().timestamp()) // seconds
    name = f"public-rate:{what}:{sha256(f'{settings.SECRET_KEY}{address}{window}'.encode()).hexdigest()}"
    store().add(name, 0, seconds)
    try:
        return store().incr(name) > most
    except ValueError:  # it ran out, or was pushed out, between the two lines
        return False
