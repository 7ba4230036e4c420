"""What an administrator does with an account, offered on its page."""

from django.urls import reverse

from coordination.people.models import User
from coordination.people.permissions import Permission
from coordination.workflow import buttons
from coordination.workflow.buttons import Button


def steps(account, user) -> list[Button]:
    """Password, closing, opening."""
    if not user.can(Permission.PEOPLE_MANAGE, account):
        return []

    def address(name: str) -> str:
        return reverse("administration:user-move", args=[account.pk, name])

    password = Button("Đặt mật khẩu", address("mat-khau"), primary=not account.has_usable_password())
    if not account.is_active:
        return [password, Button("Mở lại tài khoản", address("mo"))]
    own = account == user
    reason = "Bạn không tự khóa tài khoản của mình được." if own else ""
    return [password, Button("Khóa tài khoản", address("khoa"), enabled=not own, reason=reason)]


buttons.add(User, steps)
