"""Six foreign keys of a petition had two indexes that begin with the same column: the automatic one goes.

Dropped as indexes: an `AlterField` would take the foreign key away, too, and let PostgreSQL check every row again when it
puts it back; on SQLite it would write the table anew.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Index

KEYS = ("batch", "competent_body", "meeting", "monitor", "place", "session")


def drop(apps, schema_editor):
    """The indexes of one such column alone, whatever they are called; the named ones have more columns."""
    model = apps.get_model("voters", "Petition")
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_constraints(cursor, model._meta.db_table)
    columns = [[f"{name}_id"] for name in KEYS]
    for name, index in found.items():
        plain = index["index"] and not index["unique"] and not index["primary_key"] and index["type"] == Index.suffix
        if plain and index["columns"] in columns:
            schema_editor.remove_index(model, Index(fields=index["columns"], name=name))


def make(apps, schema_editor):
    """The same indexes again, under the names that Django gives them."""
    model = apps.get_model("voters", "Petition")
    for name in KEYS:
        field = model._meta.get_field(name)
        schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))


class Migration(migrations.Migration):
    dependencies = [("voters", "0004_lists_by_day")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, make)],
            state_operations=[
                migrations.AlterField(
                    model_name="petition",
                    name="batch",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="petitions",
                        to="voters.batch",
                        verbose_name="đợt tổng hợp",
                    ),
                ),
                migrations.AlterField(
                    model_name="petition",
                    name="competent_body",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="cơ quan giải quyết",
                    ),
                ),
                migrations.AlterField(
                    model_name="petition",
                    name="meeting",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="petitions",
                        to="voters.contactmeeting",
                        verbose_name="cuộc tiếp xúc",
                    ),
                ),
                migrations.AlterField(
                    model_name="petition",
                    name="monitor",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.body",
                        verbose_name="Ban, Tổ đại biểu theo dõi",
                    ),
                ),
                migrations.AlterField(
                    model_name="petition",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.locality",
                        verbose_name="địa bàn",
                    ),
                ),
                migrations.AlterField(
                    model_name="petition",
                    name="session",
                    field=models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="petitions",
                        to="council_sessions.councilsession",
                        verbose_name="gắn với kỳ họp",
                    ),
                ),
            ],
        ),
    ]
