"""A limit says on which day somebody was reminded of it."""

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [("cases", "0011_beside")]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(model_name="deadline", name="reminded_on", field=models.DateField(blank=True, null=True)),
    ]
