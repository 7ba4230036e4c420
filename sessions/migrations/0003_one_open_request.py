"""One open request for contents per session and body."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0002_session_life")]

    operations = [
        migrations.AddConstraint(
            model_name="contentrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "open")),
                fields=("session", "body"),
                name="sessions_content_request_open_once",
                violation_error_message="Đang chờ cơ quan này đề xuất: không đề nghị lần nữa.",
            ),
        ),
    ]
