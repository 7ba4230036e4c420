"""Accounts and the roles they act through: for the administrator of the locality."""

from coordination.administration import actions
from coordination.administration.filters import AccountFilter
from coordination.administration.forms import AccountForm, MembershipForm, PasswordForm
from coordination.administration.tables import AccountTable, MembershipTable
from coordination.administration.views.base import CreatePage, DetailPage, EditPage, ListPage, MovePage
from coordination.people.models import Membership, User
from coordination.people.permissions import Permission
from coordination.ui.crud import table_panel
from coordination.ui.show import moment


class UserList(ListPage):
    model = User
    permission = Permission.PEOPLE_MANAGE
    table_class = AccountTable
    filterset_class = AccountFilter
    title = "Người dùng"
    create_label = "Mở tài khoản"

    def get_queryset(self):
        return super().get_queryset().managed_in(self.request.user.acting.locality)


class UserDetail(DetailPage):
    model = User
    permission = Permission.PEOPLE_MANAGE

    def facts(self, record):
        return [
            ("Họ tên", record.person),
            ("Tên đăng nhập", record.username),
            ("Thư điện tử", record.email),
            ("Đăng nhập gần nhất", moment(record.last_login) if record.last_login else "chưa lần nào"),
        ]

    def sections(self, record):
        rows = Membership.objects.visible_to(self.request.user).filter(user=record)
        table = self.table(MembershipTable, rows, record, without=("user",))
        return [table_panel("Vai", table, self.add("Giao vai", Membership, record, user=record.pk))]


class UserCreate(CreatePage):
    model = User
    form_class = AccountForm
    action = actions.create_account
    title = "Mở tài khoản"
    done = "Đã mở tài khoản. Đặt mật khẩu đầu tiên rồi báo cho người dùng."

    def after(self, record) -> str:
        return self.url_of(User, "move", record.pk, "mat-khau")


class UserEdit(EditPage):
    model = User
    form_class = AccountForm
    action = actions.edit


class UserMove(MovePage):
    """Password, closing and opening: offered by `panels.py` on the account's page."""

    model = User
    moves = {
        "mat-khau": (PasswordForm, actions.set_password),
        "khoa": (None, actions.lock),
        "mo": (None, actions.unlock),
    }

    def sentence(self, record, name) -> str:
        return {
            "mat-khau": f"{record} đăng nhập bằng mật khẩu này; nơi đang đăng nhập sẽ bị thoát. Báo riêng cho người ấy"
            " và nhắc đổi ngay sau lần đăng nhập đầu.",
            "khoa": f"{record} sẽ không đăng nhập được nữa. Những gì đã ghi vẫn giữ nguyên.",
            "mo": f"{record} lại đăng nhập được bằng mật khẩu cũ.",
        }[name]


class MembershipCreate(CreatePage):
    model = Membership
    form_class = MembershipForm
    action = actions.create_membership
    title = "Giao vai"


class MembershipEdit(EditPage):
    model = Membership
    form_class = MembershipForm
    action = actions.edit_membership
    title = "Sửa vai"
