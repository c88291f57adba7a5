"""Letters that a force edits itself, their delivery and service, and keeping people informed.

A letter made from a template is frozen: PostgreSQL lets nobody change what it says. And whatever is addressed to
somebody whom a matter is about, or to whoever stands by them, refers with them to the day since which they know of it
(`letter_goes_to_a_subject_who_knows`): while there is no such day, no such letter can exist. Should the day turn out
another one, the letters follow; it cannot be taken away while one of them stands.
"""

import hashlib
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from psycopg import sql

COVERT = """
ALTER TABLE cases_letter ADD CONSTRAINT letter_goes_to_a_subject_who_knows
    FOREIGN KEY (case_id, subject_id, subject_aware_on) REFERENCES cases_subject (case_id, id, aware_on)
    ON UPDATE CASCADE;
"""
FROZEN = """
CREATE FUNCTION cases_letter_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.discarded_on IS NOT NULL OR NEW.sent_on IS NOT NULL AND NEW.template_id IS NOT NULL THEN
            RAISE EXCEPTION 'A letter is made before it is sent or discarded.' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.template_id IS NOT NULL OR NEW.template_id IS NOT NULL)
       AND (OLD.case_id, OLD.addressee, OLD.to_id, OLD.subject_id, OLD.kind, OLD.text, OLD.template_id, OLD.data,
            OLD.added_with, OLD.made_by, OLD.made_at)
           IS DISTINCT FROM
           (NEW.case_id, NEW.addressee, NEW.to_id, NEW.subject_id, NEW.kind, NEW.text, NEW.template_id, NEW.data,
            NEW.added_with, NEW.made_by, NEW.made_at) THEN
        RAISE EXCEPTION 'A letter that was made is never changed.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE ON cases_letter FOR EACH ROW EXECUTE FUNCTION cases_letter_is_frozen();
ALTER TABLE cases_letter ENABLE ALWAYS TRIGGER frozen;
"""
ONLY_ADDED_TO = ("cases_lettertemplate", "cases_letterfile", "cases_service")
NEVER_DELETED = ("cases_progressupdate", "cases_prejudice")
FOLDER = Path(__file__).resolve().parent.parent / "templates" / "letters"
FIELD = re.compile(r"{{ ?(\w+) ?}}")


def guard(apps: Any, schema_editor: Any) -> None:
    """Makes the triggers, and takes rights away from the runtime role."""
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(COVERT)
        cursor.execute(FROZEN)
        for table in ONLY_ADDED_TO:
            cursor.execute(
                sql.SQL(
                    "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
                    " EXECUTE FUNCTION cases_only_added_to();"
                    " ALTER TABLE {table} ENABLE ALWAYS TRIGGER only_added_to;"
                    " REVOKE UPDATE, DELETE ON {table} FROM {runtime}"
                ).format(table=sql.Identifier(table), runtime=runtime)
            )
        for table in NEVER_DELETED:
            cursor.execute(
                sql.SQL("REVOKE DELETE ON {table} FROM {runtime}").format(table=sql.Identifier(table), runtime=runtime)
            )


def load_defaults(apps: Any, schema_editor: Any) -> None:
    """The templates that come with Candour are version 1 of each kind."""
    templates = apps.get_model("cases", "LetterTemplate")
    for path in sorted(FOLDER.glob("*.docx")):
        content = path.read_bytes()
        with zipfile.ZipFile(path) as archive:
            fields = sorted(set(FIELD.findall(archive.read("word/document.xml").decode())))
        templates.objects.create(
            kind=path.stem,
            version=1,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            fields=fields,
            said="As it comes with Candour",
            uploaded_by="candour",
            uploaded_at=datetime.now(UTC),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_plan"),
        ("workforce", "0006_end_of_collar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("format", models.CharField(choices=[("docx", "Word file"), ("pdf", "PDF")], max_length=4)),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="LetterTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("fields", models.JSONField(default=list)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("uploaded_by", models.CharField(max_length=100)),
                ("uploaded_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Prejudice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("party", "A party"),
                            ("subject", "Somebody whom it is about"),
                            ("police_friend", "Their police friend"),
                            ("line_manager", "Their line manager"),
                            ("local_policing_body", "The local policing body"),
                            ("director_general", "The Director General of the IOPC"),
                            ("body", "Another organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ground", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProgressUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("released", "Released, to be sent"),
                            ("given", "Given"),
                            ("withheld", "Withheld"),
                            ("discarded", "Discarded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("drafted_by", models.CharField(max_length=100)),
                ("drafted_at", models.DateTimeField()),
                ("own_words", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "looked_at_again",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("looked_at_because", models.CharField(blank=True, max_length=300)),
                ("contact_confirmed", models.BooleanField(default=False)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("told_on", models.DateField(blank=True, null=True)),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("criminal", "Premature or inappropriate disclosure relevant to criminal proceedings"),
                            ("security", "National security"),
                            (
                                "crime",
                                "Prevention or detection of crime, or the apprehension or prosecution of offenders",
                            ),
                            ("proportionality", "Proportionality"),
                            ("public_interest", "Other public interest"),
                        ],
                        max_length=20,
                    ),
                ),
                ("real_risk", models.TextField(blank=True)),
                ("significant_effect", models.TextField(blank=True)),
                ("look_again_on", models.DateField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_by", models.CharField(blank=True, max_length=100)),
                ("next_due", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("served_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("hand", "Handed over in person"), ("post", "By post"), ("email", "By email")],
                        max_length=10,
                    ),
                ),
                (
                    "given_to",
                    models.CharField(
                        choices=[("officer", "The officer"), ("friend", "Their police friend")], max_length=10
                    ),
                ),
                ("served_by", models.CharField(max_length=150)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("deemed_served_on", models.DateField(blank=True, null=True)),
                ("put_right_because", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AddField(
            model_name="letter",
            name="added_with",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="addressee",
            field=models.CharField(
                choices=[
                    ("party", "A party"),
                    ("subject", "Somebody whom it is about"),
                    ("police_friend", "Their police friend"),
                    ("line_manager", "Their line manager"),
                    ("local_policing_body", "The local policing body"),
                    ("director_general", "The Director General of the IOPC"),
                    ("body", "Another organisation"),
                ],
                db_default="party",
                default="party",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="data",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="deemed_served_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="discarded_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="letter",
            name="discarded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="discarded_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="released_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="released_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="sent_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("post", "By post"),
                    ("hand", "By hand"),
                    ("email", "By email"),
                    ("portal", "Through the portal"),
                    ("other", "In another way"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="subject",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="cases.subject",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="subject_aware_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="subject",
            name="aware_how",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="subject",
            name="aware_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="subject",
            name="aware_recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="cases.party",
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(
                fields=("case", "id", "aware_on"), name="subject_with_the_day_they_know"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("aware_how", ""), ("aware_on__isnull", True), ("aware_recorded_by__isnull", True)),
                    models.Q(
                        ("aware_on__isnull", False),
                        ("aware_recorded_by__isnull", False),
                        models.Q(("aware_how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="subject_who_knows_learnt_it_somehow",
            ),
        ),
        migrations.AddField(
            model_name="letterfile",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="letterfile",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="cases.letter"
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(fields=("kind", "version"), name="letter_template_version_once"),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", ""), _negated=True), ("version__gte", 1)),
                name="letter_template_has_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="letter_template_has_a_digest"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.lettertemplate",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="letter_made_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "addressee__in",
                        [
                            "party",
                            "subject",
                            "police_friend",
                            "line_manager",
                            "local_policing_body",
                            "director_general",
                            "body",
                        ],
                    )
                ),
                name="letter_has_a_known_addressee",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("addressee", "party"), ("to__isnull", False)),
                    models.Q(models.Q(("addressee", "party"), _negated=True), ("to__isnull", True)),
                    _connector="OR",
                ),
                name="letter_to_a_party_says_to_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("addressee__in", ("subject", "police_friend", "line_manager")),
                        ("subject__isnull", False),
                        models.Q(("subject_aware_on__isnull", False), ("discarded_on__isnull", False), _connector="OR"),
                    ),
                    models.Q(
                        models.Q(("addressee__in", ("subject", "police_friend", "line_manager")), _negated=True),
                        ("subject__isnull", True),
                        ("subject_aware_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="letter_to_a_subject_who_knows",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("data__isnull", True), ("template__isnull", True)),
                    models.Q(("data__isnull", False), ("template__isnull", False)),
                    _connector="OR",
                ),
                name="letter_of_a_template_has_its_data",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_how__in", ["", "post", "hand", "email", "portal", "other"]),
                    models.Q(("sent_how", ""), ("sent_on__isnull", False), _connector="OR"),
                ),
                name="letter_sent_by_known_means",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_how", "email"),
                    models.Q(("deemed_served_on__isnull", True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="letter_deemed_served_by_email_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="letter_is_released_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("discarded_because", ""), ("discarded_by__isnull", True), ("discarded_on__isnull", True)),
                    models.Q(
                        ("discarded_by__isnull", False),
                        ("discarded_on__isnull", False),
                        ("sent_on__isnull", True),
                        models.Q(("discarded_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="letter_is_discarded_for_a_reason",
            ),
        ),
        migrations.AddField(
            model_name="prejudice",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="prejudices", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="prejudice",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="prejudice",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="delegation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workforce.delegation",
            ),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="letter",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="update",
                to="cases.letter",
            ),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="cases.party"
            ),
        ),
        migrations.AddField(
            model_name="progressupdate",
            name="released_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
        ),
        migrations.AddField(
            model_name="service",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="services", to="cases.letter"
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="subject",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.subject"),
        ),
        migrations.AddConstraint(
            model_name="letterfile",
            constraint=models.UniqueConstraint(fields=("letter", "format"), name="letter_file_once"),
        ),
        migrations.AddConstraint(
            model_name="letterfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["docx", "pdf"])), name="letter_file_has_a_known_format"
            ),
        ),
        migrations.AddConstraint(
            model_name="letterfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="letter_file_has_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="prejudice",
            constraint=models.CheckConstraint(
                condition=models.Q(("body__in", ["local_policing_body", "director_general"])),
                name="prejudice_is_about_an_overseeing_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="prejudice",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground", ""), _negated=True), name="prejudice_has_its_ground"
            ),
        ),
        migrations.AddConstraint(
            model_name="prejudice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                    models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                    _connector="OR",
                ),
                name="prejudice_is_lifted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="prejudice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at__isnull", True)), fields=("case", "body"), name="prejudice_stands_once"
            ),
        ),
        migrations.AddIndex(
            model_name="progressupdate",
            index=models.Index(fields=["case"], name="update_by_case"),
        ),
        migrations.AddIndex(
            model_name="progressupdate",
            index=models.Index(fields=["party", "-id"], name="update_newest_of_a_party"),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "released", "given", "withheld", "discarded"])),
                name="update_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "released"))), fields=("party",), name="update_waits_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "withheld", "discarded"]),
                    models.Q(
                        ("contact_confirmed", True),
                        ("letter__isnull", False),
                        ("released_at__isnull", False),
                        ("released_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="update_is_released_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "given"), ("told_on__isnull", False)),
                    models.Q(models.Q(("state", "given"), _negated=True), ("told_on__isnull", True)),
                    _connector="OR",
                ),
                name="update_given_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withheld"), _negated=True),
                    models.Q(
                        ("ground__in", ["criminal", "security", "crime", "proportionality", "public_interest"]),
                        ("look_again_on__isnull", False),
                        models.Q(("real_risk", ""), _negated=True),
                        models.Q(("significant_effect", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="update_is_withheld_on_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by", ""), ("state__in", ("draft", "released"))),
                    models.Q(
                        models.Q(("state__in", ("draft", "released")), _negated=True),
                        ("settled_at__isnull", False),
                        models.Q(("settled_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="update_is_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("looked_at_again", []), models.Q(("looked_at_because", ""), _negated=True), _connector="OR"
                ),
                name="update_looked_at_again_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(fields=["case", "id"], name="service_by_case"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["hand", "post", "email"])), name="service_by_known_means"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_to__in", ["officer", "friend"])), name="service_to_somebody_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("served_by", ""), _negated=True), name="service_names_who_served"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deemed_served_on__isnull", False), ("how", "email"), ("sent_at__isnull", False)),
                    models.Q(
                        models.Q(("how", "email"), _negated=True),
                        ("deemed_served_on__isnull", True),
                        ("sent_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="service_by_email_has_both_days",
            ),
        ),
        # No way back: it would throw away what was sent to whom.
        migrations.RunPython(load_defaults),
        migrations.RunPython(guard),
    ]
