"""The table behind Django's cache: used codes of second factors and counts of wrong ones, shared by all processes."""

from typing import Any, ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """The shape that Django's DatabaseCache expects, owned by migrations like every other table."""

    dependencies: ClassVar[list[Any]] = [("accounts", "0001_initial")]
    operations: ClassVar[list[Any]] = [
        migrations.RunSQL(
            """
            CREATE TABLE cache_entry (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX cache_entry_expires ON cache_entry (expires);
            """,
            "DROP TABLE cache_entry",
        )
    ]
