"""A promise made beside a question has a row of its own, which is no question: it was stored as one from the floor."""

from django.db import migrations, models

BESIDE = "Lời hứa khi trả lời chất vấn: "


def mark(apps, schema_editor):
    """What was written down so before begins with these words."""
    rows = apps.get_model("council_sessions", "Question").objects.filter(via="floor", text__startswith=BESIDE)
    rows.exclude(promise="").update(via="promise")


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0003_one_open_request")]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="via",
            field=models.CharField(
                blank=True,
                choices=[
                    ("slip", "phiếu chất vấn"),
                    ("floor", "tại hội trường"),
                    ("promise", "lời hứa khi trả lời chất vấn khác"),
                ],
                max_length=10,
                verbose_name="gửi bằng",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
