"""Evidence: items, files, the chain of custody, and what PostgreSQL itself sees to in them.

The chain is only added to. Of items the database notes what changed, as of all else in a matter. Of a file the runtime
role may change what became of it, and never what it is. Nothing is deleted.
"""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from psycopg import sql

STATE_OF_A_FILE = ("state", "scan", "scan_said", "scanned_at", "copy", "copy_said", "copy_sha256", "copy_type")
GUARDS = """
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_custodyline FOR EACH STATEMENT
    EXECUTE FUNCTION cases_only_added_to();
ALTER TABLE cases_custodyline ENABLE ALWAYS TRIGGER only_added_to;
REVOKE UPDATE, DELETE ON cases_custodyline FROM {runtime};
CREATE TRIGGER note_update AFTER UPDATE ON cases_evidenceitem
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_update();
CREATE TRIGGER note_delete AFTER DELETE ON cases_evidenceitem REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION cases_note_delete();
REVOKE DELETE ON cases_evidenceitem, cases_evidencefile FROM {runtime};
REVOKE UPDATE ON cases_evidencefile FROM {runtime};
GRANT UPDATE ({columns}) ON cases_evidencefile TO {runtime};
"""


def guard(apps: Any, schema_editor: Any) -> None:
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    columns = sql.SQL(", ").join(map(sql.Identifier, STATE_OF_A_FILE))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL(GUARDS).format(runtime=runtime, columns=columns))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=30)),
                ("description", models.CharField(max_length=1000)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "Document"),
                            ("image", "Image"),
                            ("footage", "Footage"),
                            ("recording", "Sound recording"),
                            ("physical", "Physical exhibit"),
                            ("device", "Digital device"),
                            ("account", "Account or statement"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("produced_by", models.CharField(blank=True, max_length=150)),
                ("obtained_on", models.DateField(blank=True, null=True)),
                ("obtained_where", models.CharField(blank=True, max_length=200)),
                (
                    "relevance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not yet marked"),
                            ("evidence", "Evidence"),
                            ("unused", "Unused, not sensitive"),
                            ("sensitive", "Unused, sensitive"),
                            ("not_relevant", "Not relevant"),
                        ],
                        max_length=20,
                    ),
                ),
                ("relevance_because", models.CharField(blank=True, max_length=500)),
                ("sensitive_because", models.CharField(blank=True, max_length=500)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                ("corrected_because", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="cases.case"
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("mismatch", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("arriving", "Arriving"), ("kept", "Kept")], default="arriving", max_length=10
                    ),
                ),
                ("arrives_as", models.UUIDField(unique=True)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not_scanned", "Not scanned"),
                            ("clean", "Nothing found"),
                            ("found", "Something found"),
                        ],
                        default="not_scanned",
                        max_length=20,
                    ),
                ),
                ("scan_said", models.CharField(blank=True, max_length=200)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "copy",
                    models.CharField(
                        choices=[("waiting", "Being made"), ("made", "Made"), ("none", "No viewing copy")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("copy_said", models.CharField(blank=True, max_length=200)),
                ("copy_sha256", models.CharField(blank=True, max_length=64)),
                ("copy_type", models.CharField(blank=True, max_length=100)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence_files", to="cases.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="cases.evidenceitem"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CustodyLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sealed", "Put into a bag and sealed"),
                            ("placed", "Put in a place"),
                            ("handed_over", "Handed over"),
                            ("opened", "Seal broken"),
                        ],
                        max_length=20,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("bag", models.CharField(blank=True, max_length=40)),
                ("seal", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("handed_from", models.CharField(blank=True, max_length=150)),
                ("handed_to", models.CharField(blank=True, max_length=150)),
                ("seal_intact", models.BooleanField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="custody", to="cases.case"
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="cases.custodyline",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="custody", to="cases.evidenceitem"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="evidenceitem",
            index=models.Index(fields=["case", "id"], name="evidence_by_case"),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.UniqueConstraint(
                models.F("case"),
                django.db.models.functions.text.Upper("reference"),
                name="evidence_reference_once_in_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="evidence_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reference", ""), _negated=True), models.Q(("description", ""), _negated=True)
                ),
                name="evidence_has_reference_and_description",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["document", "image", "footage", "recording", "physical", "device", "account", "other"],
                    )
                ),
                name="evidence_has_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("relevance__in", ["", "evidence", "unused", "sensitive", "not_relevant"])),
                name="evidence_has_a_known_mark",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("party__isnull", True), ("produced_by", ""), _connector="OR"),
                name="evidence_is_produced_by_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("marked_at__isnull", True),
                        ("marked_by__isnull", True),
                        ("relevance", ""),
                        ("relevance_because", ""),
                    ),
                    models.Q(
                        models.Q(("relevance", ""), _negated=True),
                        ("marked_at__isnull", False),
                        ("marked_by__isnull", False),
                        models.Q(("relevance_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_is_marked_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("relevance", "sensitive"), models.Q(("sensitive_because", ""), _negated=True)),
                    models.Q(models.Q(("relevance", "sensitive"), _negated=True), ("sensitive_because", "")),
                    _connector="OR",
                ),
                name="evidence_is_sensitive_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="evidencefile",
            index=models.Index(fields=["case", "sha256"], name="file_by_content_in_a_case"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(fields=("item", "sha256"), name="file_once_in_an_item"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="file_has_its_hash"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), ("size__gt", 0)),
                name="file_has_name_and_size",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["arriving", "kept"])), name="file_has_a_known_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "not_scanned"), ("scanned_at__isnull", True)),
                    models.Q(("scan__in", ["clean", "found"]), ("scanned_at__isnull", False)),
                    _connector="OR",
                ),
                name="file_was_scanned_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("copy", "waiting"), ("copy_sha256", "")),
                    models.Q(
                        ("copy", "made"),
                        ("copy_sha256__regex", "^[0-9a-f]{64}$"),
                        models.Q(("copy_type", ""), _negated=True),
                    ),
                    models.Q(("copy", "none"), ("copy_sha256", ""), models.Q(("copy_said", ""), _negated=True)),
                    _connector="OR",
                ),
                name="file_has_a_copy_or_says_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="custodyline",
            index=models.Index(fields=["case", "item"], name="custody_by_case"),
        ),
        migrations.AddConstraint(
            model_name="custodyline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "sealed"), models.Q(("bag", ""), _negated=True), models.Q(("seal", ""), _negated=True)
                    ),
                    models.Q(("kind", "placed"), models.Q(("place", ""), _negated=True)),
                    models.Q(
                        ("kind", "handed_over"),
                        models.Q(("handed_from", ""), _negated=True),
                        models.Q(("handed_to", ""), _negated=True),
                        models.Q(("why", ""), _negated=True),
                    ),
                    models.Q(("kind", "opened"), models.Q(("why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="custody_says_what_its_kind_needs",
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyline",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrects__isnull", True), models.Q(("why", ""), _negated=True), _connector="OR"),
                name="custody_is_corrected_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects__isnull", True), models.Q(("corrects", models.F("id")), _negated=True), _connector="OR"
                ),
                name="custody_does_not_correct_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="custodyline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("item", "added_with"),
                name="custody_added_once",
            ),
        ),
        # No way back: it would throw away what was written down.
        migrations.RunPython(guard),
    ]
