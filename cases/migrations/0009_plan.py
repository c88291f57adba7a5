"""The plan of an investigation, its perishable evidence, its policy log, representations and report."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from psycopg import sql

# What usually keeps evidence, who holds it, for how many days, where, and what to know. Local figures, the shorter of
# what is usual: the force checks each with the holder. No rule of law says any of them.
SYSTEMS = (
    ("body_worn_video", "Body-worn video", "Digital evidence team of the force", 28, (), "Footage that nobody marked as evidence is deleted by itself. Ask for all cameras of that place and time."),
    ("custody_cctv", "Custody CCTV", "Custody unit of the force", 28, ("custody", "cell", "cells", "detained", "detention"), "Picture, and sound where there is any; ask for the corridor, the desk and the cell."),
    ("station_cctv", "CCTV of a police building", "Estates department of the force", 28, ("station", "front desk", "front counter", "police building", "locker"), ""),
    ("council_cctv", "Council CCTV", "Control room of the council", 14, ("street", "road", "square", "park", "town centre", "city centre", "high street", "market", "car park", "quay", "bridge"), "Ask the control room for its log of that time too."),
    ("transport_cctv", "Bus or rail CCTV", "Bus or train operator", 5, ("bus", "train", "tram", "railway", "platform", "taxi", "underground"), "Buses often record over their own footage within days. The number of the vehicle or the route helps."),
    ("premises_cctv", "CCTV of a shop, pub or other premises", "Owner of the premises", 7, ("shop", "supermarket", "pub", "bar", "club", "hotel", "restaurant", "garage", "school", "leaving party", "door staff"), "Small systems record over themselves within days. Go there, and look whether the clock is right."),
    ("hospital_cctv", "Hospital CCTV", "Security department of the hospital", 14, ("hospital", "ward", "ambulance", "a&e"), ""),
    ("doorbell", "Doorbell or dashboard camera", "Neighbours, residents, drivers", 7, ("home", "house", "flat", "street", "road", "car", "vehicle", "stopped"), "House-to-house: ask whoever lives or parked there."),
    ("anpr", "ANPR", "ANPR team of the force", 90, ("car", "vehicle", "road", "motorway", "drove", "driven", "traffic"), ""),
    ("radio", "Radio recordings", "Communications department of the force", 30, (), "Say which channel, where it is known."),
    ("calls", "Recordings of 999 and 101 calls", "Control room of the force", 30, ("999", "101", "rang", "called", "telephoned", "phoned", "call handler"), ""),
    ("command_and_control", "Command and control log and audio", "Control room of the force", 30, (), "The log itself is kept longer than the sound."),
    ("vehicle_telematics", "Vehicle data recorder of a police vehicle", "Fleet department of the force", 14, ("car", "vehicle", "drove", "driven", "pursuit", "collision", "siren"), ""),
    ("door_entry", "Door-entry log", "Estates department of the force", 30, ("station", "custody", "office", "locker", "key", "police building"), ""),
    ("witness_phone", "Telephone of a witness", "The witness", 0, ("filmed", "video", "recorded", "photograph", "photographed", "messages", "text message", "phone"), "It may be deleted at any time: ask them to keep it, and not to send it on."),
)  # fmt: skip
ONLY_ADDED_TO = ("cases_termsofreference", "cases_policyentry", "cases_reportversion", "cases_chase")
WITH_HISTORY = (
    "cases_pointtoprove",
    "cases_lineofenquiry",
    "cases_linepoint",
    "cases_enquirystep",
    "cases_preservationrequest",
    "cases_representation",
)
# Which points a line goes to is said anew, and so those rows are deleted; that is written down like any other change.
NEVER_DELETED = tuple(table for table in WITH_HISTORY if table != "cases_linepoint")


def guard(apps: Any, schema_editor: Any) -> None:
    """What PostgreSQL itself sees to: as for the other tables of a matter (0002)."""
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    with schema_editor.connection.cursor() as cursor:
        for table in ONLY_ADDED_TO:
            cursor.execute(
                sql.SQL(
                    "CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
                    " EXECUTE FUNCTION cases_only_added_to();"
                    " ALTER TABLE {table} ENABLE ALWAYS TRIGGER only_added_to;"
                    " REVOKE UPDATE, DELETE ON {table} FROM {runtime}"
                ).format(table=sql.Identifier(table), runtime=runtime)
            )
        for table in WITH_HISTORY:
            cursor.execute(
                sql.SQL(
                    "CREATE TRIGGER note_update AFTER UPDATE ON {table}"
                    " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
                    " FOR EACH STATEMENT EXECUTE FUNCTION cases_note_update();"
                    " CREATE TRIGGER note_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows"
                    " FOR EACH STATEMENT EXECUTE FUNCTION cases_note_delete()"
                ).format(table=sql.Identifier(table))
            )
        for table in NEVER_DELETED:
            cursor.execute(
                sql.SQL("REVOKE DELETE ON {table} FROM {runtime}").format(table=sql.Identifier(table), runtime=runtime)
            )


def seed(apps: Any, schema_editor: Any) -> None:
    """The systems that a force begins with."""
    system = apps.get_model("cases", "PerishableSystem")
    for position, (key, name, holder, days, words, hint) in enumerate(SYSTEMS, 1):
        told = {"name": name, "holder": holder, "retention_days": days, "words": list(words), "hint": hint}
        system.objects.create(key=key, position=position, **told)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_evidence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnquiryStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interview_officer", "Interview of the officer"),
                            ("interview_witness", "Interview of a witness"),
                            ("statement", "Statement"),
                            ("request", "Request to another body"),
                        ],
                        max_length=20,
                    ),
                ),
                ("body", models.CharField(blank=True, max_length=150)),
                ("about", models.CharField(max_length=500)),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                (
                    "adjustments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("interpreter", "Interpreter"),
                                ("appropriate_adult", "Appropriate adult"),
                                ("police_friend", "Police friend present"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("other_needs", models.CharField(blank=True, max_length=300)),
                ("outcome", models.TextField(blank=True)),
                ("not_needed_because", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="cases.case"
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
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.subject",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LineOfEnquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=500)),
                ("why", models.CharField(blank=True, max_length=1000)),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_do", "To do"),
                            ("doing", "Doing"),
                            ("done", "Done"),
                            ("not_pursued", "Not pursued"),
                        ],
                        default="to_do",
                        max_length=20,
                    ),
                ),
                ("result", models.TextField(blank=True)),
                ("not_pursued_because", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="cases.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PerishableSystem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=150)),
                ("holder", models.CharField(max_length=150)),
                ("retention_days", models.PositiveSmallIntegerField()),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("hint", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField()),
                ("is_used", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("key", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            models.Q(("holder", ""), _negated=True),
                        ),
                        name="perishable_system_has_name_and_holder",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PointToProve",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
                ("standard", models.CharField(blank=True, max_length=50)),
                ("dropped_because", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "allegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="cases.allegation"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinePoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="to", to="cases.lineofenquiry"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="to", to="cases.pointtoprove"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="lineofenquiry",
            name="points",
            field=models.ManyToManyField(related_name="lines", through="cases.LinePoint", to="cases.pointtoprove"),
        ),
        migrations.CreateModel(
            name="PolicyEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("decided", models.TextField()),
                ("why", models.TextField()),
                ("options", models.TextField(blank=True)),
                ("decided_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="policy_log", to="cases.case"
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="cases.policyentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PreservationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=150)),
                ("holder", models.CharField(max_length=150)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("camera", models.CharField(blank=True, max_length=200)),
                ("first_day", models.DateField(blank=True, null=True)),
                ("first_time", models.TimeField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("last_time", models.TimeField(blank=True, null=True)),
                ("retention_days", models.PositiveSmallIntegerField()),
                ("deleted_on", models.DateField()),
                ("working", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "To be asked for"),
                            ("asked", "Asked for"),
                            ("kept", "Confirmed as kept"),
                            ("collected", "Collected"),
                            ("lost", "Lost"),
                            ("not_needed", "Not needed"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True)),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "Email"),
                            ("phone", "Telephone"),
                            ("letter", "Letter"),
                            ("in_person", "In person"),
                            ("system", "In the holder’s own system"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("because", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preservation", to="cases.case"
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.perishablesystem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Chase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("email", "Email"),
                            ("phone", "Telephone"),
                            ("letter", "Letter"),
                            ("in_person", "In person"),
                            ("system", "In the holder’s own system"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chases",
                        to="cases.enquirystep",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chases",
                        to="cases.preservationrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("sections", models.JSONField()),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="report_versions", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField()),
                (
                    "made_by",
                    models.CharField(
                        choices=[
                            ("officer", "The officer"),
                            ("police_friend", "Their police friend"),
                            ("lawyer", "Their lawyer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("how", models.CharField(choices=[("written", "In writing"), ("oral", "Orally")], max_length=10)),
                ("text", models.TextField()),
                ("considered_on", models.DateField(blank=True, null=True)),
                ("came_of_it", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="representations", to="cases.case"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="representations", to="cases.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TermsOfReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("because", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="enquirystep",
            index=models.Index(fields=["case"], name="step_by_case"),
        ),
        migrations.AddConstraint(
            model_name="enquirystep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)), fields=("case", "added_with"), name="step_added_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["interview_officer", "interview_witness", "statement", "request"])),
                name="step_has_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(("about", ""), _negated=True), name="step_says_what_about"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body", ""), ("party__isnull", False), ("subject__isnull", True)),
                    models.Q(("body", ""), ("party__isnull", True), ("subject__isnull", False)),
                    models.Q(("party__isnull", True), ("subject__isnull", True), models.Q(("body", ""), _negated=True)),
                    _connector="OR",
                ),
                name="step_is_with_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on__isnull", True),
                    ("asked_on__isnull", True),
                    ("received_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="step_is_received_after_it_is_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adjustments__contained_by", ["interpreter", "appropriate_adult", "police_friend"])
                ),
                name="step_has_known_adjustments",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointtoprove",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="point_number_once"),
        ),
        migrations.AddConstraint(
            model_name="pointtoprove",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="point_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointtoprove",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="point_says_what_is_to_be_proved"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointtoprove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "standard__in",
                        [
                            "",
                            "honesty_and_integrity",
                            "authority_respect_and_courtesy",
                            "equality_and_diversity",
                            "use_of_force",
                            "orders_and_instructions",
                            "duties_and_responsibilities",
                            "confidentiality",
                            "fitness_for_duty",
                            "discreditable_conduct",
                            "challenging_and_reporting_improper_conduct",
                        ],
                    )
                ),
                name="point_goes_to_a_known_standard",
            ),
        ),
        migrations.AddConstraint(
            model_name="linepoint",
            constraint=models.UniqueConstraint(fields=("line", "point"), name="line_goes_to_a_point_once"),
        ),
        migrations.AddConstraint(
            model_name="lineofenquiry",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="line_number_once"),
        ),
        migrations.AddConstraint(
            model_name="lineofenquiry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)), fields=("case", "added_with"), name="line_added_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="lineofenquiry",
            constraint=models.CheckConstraint(condition=models.Q(("what", ""), _negated=True), name="line_says_what"),
        ),
        migrations.AddConstraint(
            model_name="lineofenquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["to_do", "doing", "done", "not_pursued"])),
                name="line_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineofenquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True), models.Q(("result", ""), _negated=True), _connector="OR"
                ),
                name="line_done_has_a_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineofenquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_pursued"), models.Q(("not_pursued_because", ""), _negated=True)),
                    models.Q(models.Q(("state", "not_pursued"), _negated=True), ("not_pursued_because", "")),
                    _connector="OR",
                ),
                name="line_is_not_pursued_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyentry",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="policy_entry_number_once"),
        ),
        migrations.AddConstraint(
            model_name="policyentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="policy_entry_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyentry",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("decided", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                name="policy_entry_says_what_and_why",
            ),
        ),
        migrations.AddIndex(
            model_name="preservationrequest",
            index=models.Index(
                condition=models.Q(("state__in", ["proposed", "asked"])),
                fields=["case", "deleted_on"],
                name="preservation_presses",
            ),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="preservation_number_once"),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="preservation_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("holder", ""), _negated=True)),
                name="preservation_has_name_and_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "asked", "kept", "collected", "lost", "not_needed"]),
                    ("means__in", ["", "email", "phone", "letter", "in_person", "system"]),
                ),
                name="preservation_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_day__isnull", True),
                    models.Q(("first_day__isnull", False), ("last_day__gte", models.F("first_day"))),
                    _connector="OR",
                ),
                name="preservation_window_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "asked"), _negated=True),
                    models.Q(("asked_on__isnull", False), models.Q(("means", ""), _negated=True)),
                    _connector="OR",
                ),
                name="preservation_asked_says_when_and_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="preservationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["lost", "not_needed"]), _negated=True),
                    models.Q(("because", ""), _negated=True),
                    _connector="OR",
                ),
                name="preservation_given_up_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="chase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("request__isnull", True), ("step__isnull", False)),
                    models.Q(("request__isnull", False), ("step__isnull", True)),
                    _connector="OR",
                ),
                name="chase_is_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="chase",
            constraint=models.CheckConstraint(
                condition=models.Q(("means__in", ["email", "phone", "letter", "in_person", "system"])),
                name="chase_was_by_known_means",
            ),
        ),
        migrations.AddConstraint(
            model_name="chase",
            constraint=models.UniqueConstraint(
                fields=("step", "request", "on", "means", "by"), name="chase_once_a_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="report_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="report_version_counts_from_one"
            ),
        ),
        migrations.AddIndex(
            model_name="representation",
            index=models.Index(fields=["case"], name="representation_by_case"),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="representation_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="representation_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_by__in", ["officer", "police_friend", "lawyer"]), ("how__in", ["written", "oral"])
                ),
                name="representation_came_in_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came_of_it", ""), ("considered_on__isnull", True)),
                    models.Q(
                        ("considered_on__gte", models.F("received_on")),
                        ("considered_on__isnull", False),
                        models.Q(("came_of_it", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="representation_considered_says_what_came_of_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="termsofreference",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="terms_number_once"),
        ),
        migrations.AddConstraint(
            model_name="termsofreference",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), ("number__gte", 1)), name="terms_have_a_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="termsofreference",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("because", ""), _negated=True), _connector="OR"),
                name="terms_changed_for_a_reason",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
