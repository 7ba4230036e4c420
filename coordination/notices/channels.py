"""How a message leaves the house: by e-mail, or through a gateway that speaks SMS or chat.

Each channel is a context manager with `address(user)` and `send(letter, message)`. What goes wrong comes out as one
of three: `Unreachable` (nobody's letter can leave now), `Deferred` (this one later), `Rejected` (this one never).
"""

import hashlib
import hmac
import http.client
import json
import re
import smtplib
import time
from contextlib import suppress
from email.utils import parseaddr
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend

from coordination.notices.choices import Channel
from coordination.notices.models import Letter, Preference

WEBHOOK_TIMEOUT = 10  # seconds
_ADDRESS = re.compile(r"""<[^<>\s]*@[^<>\s]*>|"[^"]*"@[^\s<>(),;]+|[^\s<>()"',;:]+@[^\s<>()"',;]*[^\s<>()"',;:.]""")
"""What looks like an e-mail address, with or without angle brackets."""


class Trouble(Exception):
    """A letter did not leave. `words` is the sentence for the administrator; `in_doubt` means that it may have."""

    def __init__(self, words: str, *, in_doubt: bool = False):
        self.words = words
        self.in_doubt = in_doubt
        super().__init__(words)


class Unreachable(Trouble):
    """The server itself does not work: trying the next letter is no use."""


class Deferred(Trouble):
    """Not this letter, not now."""


class Rejected(Trouble):
    """Not this letter, ever."""


def preference_of(user) -> Preference:
    """What the person chose, or the defaults (not stored yet)."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def webhook_is_set() -> bool:
    """Whether the installation has a gateway."""
    return bool(settings.WEBHOOK_URL)


def channels_for(user) -> list[Channel]:
    """The channels on which the person gets letters: chosen, set up here, and with an address to send to."""
    wish = preference_of(user)
    found = []
    if wish.email and user.email:
        found.append(Channel.EMAIL)
    if wish.webhook and webhook_is_set():
        found.append(Channel.WEBHOOK)
    return found


def message_id(letter: Letter) -> str:
    """The same for every attempt, so that a receiver recognises a double; different after a database was emptied."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<letter-{letter.pk}-{int(letter.created_at.timestamp())}@{host}>"


# --- E-mail ------------------------------------------------------------------------------------------------------


class _Watched:
    """Mixed in before a class of smtplib: knows when a letter is with the server and the answer has not come."""

    in_doubt = False

    def data(self, msg):
        self.in_doubt = True
        try:
            answer = super().data(msg)
        except smtplib.SMTPResponseException:
            self.in_doubt = False  # an answer, if a bad one
            raise
        self.in_doubt = False
        return answer


class _Smtp(_Watched, smtplib.SMTP):
    """Plain, or with STARTTLS."""


class _SmtpSsl(_Watched, smtplib.SMTP_SSL):
    """Encrypted from the first byte."""


class _WatchedBackend(EmailBackend):
    """Django's SMTP with the watched classes."""

    @property
    def connection_class(self):
        return _SmtpSsl if self.use_ssl else _Smtp


class EmailChannel:
    """One connection for as many letters as there are."""

    def __init__(self):
        backend = get_connection()
        self.backend = _WatchedBackend() if type(backend) is EmailBackend else backend

    def __enter__(self):
        try:
            self.backend.open()
        except OSError as error:
            self.__exit__()
            if isinstance(error, smtplib.SMTPAuthenticationError):
                raise Unreachable("Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu đã đặt.") from error
            raise Unreachable(f"Không nối được máy chủ thư ({_reason(error)}).") from error
        return self

    def __exit__(self, *_):
        with suppress(OSError):  # what was sent was answered for; a server that hangs up rudely changes nothing
            self.backend.close()

    def address(self, user) -> str:
        """Where it goes, or nothing."""
        return user.email

    def send(self, letter: Letter, message) -> None:
        """Hand it over; returning means that the server has accepted it."""
        mail = EmailMultiAlternatives(
            subject=" ".join(message.subject.split()),
            body=message.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.recipient.email],
            headers={
                "Message-ID": message_id(letter),
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
            connection=self.backend,
        )
        if message.html:
            mail.attach_alternative(message.html, "text/html")
        try:
            mail.send()
        except smtplib.SMTPException as error:
            raise self._told(error) from error
        except OSError as error:
            raise Unreachable(f"Mất kết nối với máy chủ thư ({_reason(error)}).", in_doubt=self._in_doubt) from error
        except ValueError as error:  # Django's and the codecs' word for an address that is none
            raise Rejected("Địa chỉ thư của người này không viết được vào thư.") from error

    @property
    def _in_doubt(self) -> bool:
        return getattr(getattr(self.backend, "connection", None), "in_doubt", False)

    def _told(self, error: smtplib.SMTPException) -> Trouble:
        """What an SMTP error means for this letter and for the others."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, reply = next(iter(error.recipients.values()))
            return _by_code(code, "không nhận địa chỉ của người này", reply)
        if isinstance(error, smtplib.SMTPDataError):
            return _by_code(error.smtp_code, "không nhận thư này", error.smtp_error)
        if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code == 552:
            return Rejected(f"Máy chủ thư không nhận thư lớn như thế này (552){_said(error.smtp_error)}.")
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return Rejected("Máy chủ thư không gửi được đến địa chỉ có dấu.")
        if isinstance(error, smtplib.SMTPResponseException):
            words = f"Máy chủ thư từ chối gửi thay {settings.DEFAULT_FROM_EMAIL}"
            return Unreachable(f"{words} ({error.smtp_code}){_said(error.smtp_error)}.")
        return Unreachable(f"Mất kết nối với máy chủ thư ({_reason(error)}).", in_doubt=self._in_doubt)


def _by_code(code: int, words: str, reply) -> Trouble:
    """5xx is for good; 421 means that the server is closing; every other answer is worth another try."""
    words = f"Máy chủ thư {words} ({code}){_said(reply)}."
    if code == 421:
        return Unreachable(words)
    return Rejected(words) if code >= 500 else Deferred(words)


def _said(reply) -> str:
    """The server's own words, shortened, without the addresses in them: whoever looks after the machine reads these."""
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
    text = " ".join(_ADDRESS.sub("(địa chỉ)", text).split())[:200].rstrip(".")
    return f": {text}" if text else ""


def _reason(error: Exception) -> str:
    """Why a connection failed, in the system's words."""
    return getattr(error, "strerror", "") or str(error) or type(error).__name__


# --- The gateway -------------------------------------------------------------------------------------------------


class _NoRedirect(HTTPRedirectHandler):
    """A signed message goes to the address that was configured, to no other."""

    def redirect_request(self, *args, **kwargs):
        return None


def signature(body: bytes, timestamp: str) -> str:
    """What proves to the gateway that the message is ours and fresh: HMAC-SHA256 over "<timestamp>.<body>"."""
    secret = settings.WEBHOOK_SECRET.encode()
    return f"sha256={hmac.new(secret, timestamp.encode() + b'.' + body, hashlib.sha256).hexdigest()}"


class WebhookChannel:
    """One POST per letter; the gateway knows from the account name which phone or chat is meant."""

    BUSY = {408, 425, 429}
    DOWN = {502, 503, 504}

    def __init__(self):
        self.opener = build_opener(_NoRedirect)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Nothing stays open."""

    def address(self, user) -> str:
        """The account's name; the gateway keeps the numbers."""
        return user.username

    def send(self, letter: Letter, message) -> None:
        """Post it; returning means that the gateway answered 2xx."""
        if not webhook_is_set():
            raise Rejected("Cổng tin nhắn không còn được cài đặt.")
        content = {"id": message_id(letter).strip("<>"), "to": letter.recipient.username, "text": message.text}
        body, timestamp = json.dumps(content, ensure_ascii=False).encode(), str(int(time.time()))
        request = Request(  # noqa: S310 - settings let http and https through, nothing else
            settings.WEBHOOK_URL,
            data=body,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "X-Phoihop-Timestamp": timestamp,
                "X-Phoihop-Signature": signature(body, timestamp),
            },
        )
        try:
            with self.opener.open(request, timeout=WEBHOOK_TIMEOUT):
                pass
        except HTTPError as error:
            error.close()
            raise self._told(error.code) from error
        except URLError as error:
            raise Unreachable(f"Không nối được cổng tin nhắn ({_reason(error)}).") from error
        except (OSError, http.client.HTTPException) as error:  # handed over, and then no answer
            raise Unreachable(f"Cổng tin nhắn không trả lời ({_reason(error)}).", in_doubt=True) from error

    def _told(self, code: int) -> Trouble:
        if code in self.DOWN or code == 429:
            return Unreachable(f"Cổng tin nhắn đang bận hoặc ngừng ({code}).")
        if code in self.BUSY or code >= 500:
            return Deferred(f"Cổng tin nhắn báo lỗi ({code}).")
        if code < 400:
            return Rejected(f"Cổng tin nhắn chuyển sang địa chỉ khác ({code}); không theo.")
        return Rejected(f"Cổng tin nhắn không nhận tin này ({code}).")


_CHANNELS = {Channel.EMAIL: EmailChannel, Channel.WEBHOOK: WebhookChannel}


def opened(channel: str):
    """The channel, to be entered with `with`."""
    return _CHANNELS[Channel(channel)]()
