"""The roles as the program knows them: generated from the same classes that decide."""

from django.shortcuts import render

from coordination.administration.navigation import tabs
from coordination.people.permissions import Permission
from coordination.people.roles import ROLES, Reach
from coordination.ui.policy import requires

REACHES = {
    Reach.LOCALITY: "Hồ sơ của địa phương mình, trừ hồ sơ mật và bản nháp của bên khác; hồ sơ nơi khác chuyển đến.",
    Reach.BODY: "Hồ sơ có liên quan đến cơ quan mình.",
    Reach.DELEGATE: "Tài liệu chính thức gửi đại biểu và hồ sơ của đơn vị bầu cử mình.",
    Reach.NOTHING: "Cơ quan, người và tài khoản của địa phương; không hồ sơ nghiệp vụ nào.",
}


def _labels(permissions) -> list[str]:
    """Their words, in the order of the vocabulary."""
    return [permission.label for permission in Permission if permission in permissions]


@requires(Permission.PEOPLE_VIEW)
def role_list(request):
    """Label, sentence, what it sees and what it may do, for every role."""
    reading = set(Permission.READING)
    roles = [
        {
            "role": role,
            "sees": REACHES[role.reach],
            "views": [label.removeprefix("xem ") for label in _labels(role.permissions & reading)],
            "does": _labels(role.permissions - reading),
        }
        for role in ROLES.values()
    ]
    context = {"title": "Các vai", "roles": roles, "tabs": tabs(request)}
    return render(request, "administration/roles.html", context)
