"""Give an account the role of whoever runs the installation."""

from django.core.management import CommandError

from coordination.administration import actions
from coordination.audit.actors import System
from coordination.people.models import Membership, User
from coordination.ui.commands import Command as Base


class Command(Base):
    help = "Giao vai vận hành hệ thống cho một tài khoản, ở cơ quan của vai đầu tiên còn hiệu lực."

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập")

    def handle(self, *args, **options):
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản {options['username']}.")
        if user.acting is None:
            raise CommandError(f"Tài khoản {user.username} chưa có vai nào còn hiệu lực: giao một vai thường trước.")
        if user.memberships.filter(role="operator").exists():
            raise CommandError(f"Tài khoản {user.username} đã có vai vận hành hệ thống.")
        membership = Membership(user=user, body=user.acting.body, role="operator", order=user.acting.order + 1)
        actions.create_membership(membership, by=System("lệnh operator"))
        self.stdout.write(f"Đã giao vai vận hành hệ thống cho {user} ({membership.body}).")
