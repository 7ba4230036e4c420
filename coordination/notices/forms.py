from coordination.notices.channels import webhook_is_set
from coordination.notices.models import Preference
from coordination.ui.forms import RecordForm


class PreferenceForm(RecordForm):
    """Channels and frequency; the gateway only where the installation has one."""

    class Meta:
        model = Preference
        fields = ("frequency", "email", "webhook", "assigned_at_once")
        labels = {
            "frequency": "Nhịp gửi danh sách việc đến hạn",
            "email": "Gửi thư điện tử",
            "webhook": "Gửi tin nhắn qua cổng của cơ quan",
            "assigned_at_once": "Báo ngay khi tôi được giao việc mới",
        }

    def prepare(self):
        super().prepare()
        if not webhook_is_set():
            del self.fields["webhook"]
