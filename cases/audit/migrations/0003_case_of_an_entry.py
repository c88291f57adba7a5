"""Entries of a matter say which, so that they are shown only to those who may see it."""

from typing import Any

from django.conf import settings
from django.db import migrations, models
from psycopg import sql


def grant(apps: Any, schema_editor: Any) -> None:
    """The runtime role may say which matter a new entry belongs to."""
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT INSERT (case_id) ON audit_entry TO {runtime}").format(runtime=runtime))


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_trail"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="case_id",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("case_id__isnull", False)), fields=["case_id", "id"], name="entry_by_case"
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
