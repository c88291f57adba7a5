"""What runs beside a matter: restrictions, welfare, proceedings elsewhere, links.

The log of contacts, the versions of a plan and the events of proceedings elsewhere are only ever added to: PostgreSQL
itself refuses anything else. Welfare and links leave no row in what changed of a matter: not everybody who may see the
matter may know of them.
"""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from psycopg import sql

ONLY_ADDED_TO = ("cases_welfareplan", "cases_welfarecontact", "cases_parallelevent")
WITH_HISTORY = ("cases_restriction", "cases_parallelproceeding", "cases_paralleleffect", "cases_holdchaser")
NEVER_DELETED = (*WITH_HISTORY, "cases_welfareofficer", "cases_caselink")


def guard(apps: Any, schema_editor: Any) -> None:
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
                    " FOR EACH STATEMENT EXECUTE FUNCTION cases_note_update()"
                ).format(table=sql.Identifier(table))
            )
        for table in NEVER_DELETED:
            cursor.execute(
                sql.SQL("REVOKE DELETE ON {table} FROM {runtime}").format(table=sql.Identifier(table), runtime=runtime)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HoldChaser",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("review_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "chases",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chaser", to="cases.decision"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ParallelProceeding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("criminal", "Criminal proceedings"),
                            ("civil", "Civil claim"),
                            ("inquest", "Inquest"),
                            ("tribunal", "Employment tribunal"),
                            ("judicial_review", "Judicial review"),
                            ("iopc", "IOPC investigation or review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("body", models.CharField(max_length=150)),
                ("body_reference", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("expected", "Expected"), ("under_way", "Under way"), ("ended", "Ended")],
                        max_length=20,
                    ),
                ),
                ("next_on", models.DateField(blank=True, null=True)),
                ("next_what", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("added_with", models.UUIDField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proceedings", to="cases.case"
                    ),
                ),
                (
                    "chases",
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
            name="ParallelEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("what", models.CharField(max_length=500)),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "proceeding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="cases.parallelproceeding",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ParallelEffect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act_kind",
                    models.CharField(
                        choices=[
                            ("handling", "handling a complaint and keeping people informed"),
                            ("suspension", "suspension"),
                            ("assessment", "severity assessment"),
                            ("investigation", "investigation"),
                            ("case_to_answer", "the decision whether there is a case to answer"),
                            ("proceedings", "misconduct meetings and hearings"),
                            ("outcome", "outcome, disciplinary action and its publication"),
                            ("appeal", "appeal"),
                            ("reflective_practice", "reflective practice review"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("none", "No effect"), ("wait", "Wait"), ("advice", "Take advice first")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parallel_effects", to="cases.case"
                    ),
                ),
                (
                    "proceeding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effects",
                        to="cases.parallelproceeding",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("no_evidence", "Gives no evidence"),
                            ("no_lone_work", "Does not work alone"),
                            ("systems", "Access to systems removed"),
                            ("place", "Kept to a place, or away from one"),
                            ("other", "Another restriction"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(blank=True, null=True)),
                ("look_again_on", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("added_with", models.UUIDField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="restrictions", to="cases.case"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="restrictions", to="cases.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WelfareContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By telephone"),
                            ("message", "By message or email"),
                            ("other", "In another way"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField()),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="welfare_contacts", to="cases.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WelfareOfficer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=150)),
                ("first_day", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="welfare_officers", to="cases.subject"
                    ),
                ),
                (
                    "user",
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
            name="WelfarePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="welfare_plans", to="cases.subject"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same_incident", "Same incident"),
                            ("same_officer", "Same officer"),
                            ("counter", "Counter-allegation"),
                            ("operation", "Same operation"),
                            ("joint", "Dealt with jointly"),
                            ("civil_claim", "Civil claim about the same facts"),
                            ("reinvestigation", "Re-investigation of"),
                            ("converted", "Converted from"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("members_only", models.BooleanField(default=False)),
                ("made_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("added_with", models.UUIDField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="cases.case"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="linked_from", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "same_incident",
                                    "same_officer",
                                    "counter",
                                    "operation",
                                    "joint",
                                    "civil_claim",
                                    "reinvestigation",
                                    "converted",
                                ],
                            )
                        ),
                        name="link_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("other")), _negated=True), name="link_is_to_another_matter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_because", ""), ("ended_by__isnull", True), ("ended_on__isnull", True)),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="link_is_ended_for_a_reason",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("case", "other"),
                        django.db.models.functions.comparison.Greatest("case", "other"),
                        models.F("kind"),
                        models.F("members_only"),
                        condition=models.Q(("ended_on__isnull", True)),
                        name="link_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("added_with__isnull", False)),
                        fields=("case", "added_with"),
                        name="link_added_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="parallelproceeding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["criminal", "civil", "inquest", "tribunal", "judicial_review", "iopc"]),
                    ("state__in", ["expected", "under_way", "ended"]),
                    models.Q(("body", ""), _negated=True),
                ),
                name="proceeding_says_what_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="parallelproceeding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_on__isnull", True), ("next_what", "")),
                    models.Q(("next_on__isnull", False), models.Q(("next_what", ""), _negated=True)),
                    _connector="OR",
                ),
                name="proceeding_next_has_day_and_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="parallelproceeding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_on__isnull", True), ("state", "ended")),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("chases__isnull", False)),
                    _connector="OR",
                ),
                name="proceeding_is_chased_until_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="parallelproceeding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="proceeding_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="parallelevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="parallel_event_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="parallelevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("proceeding", "added_with"),
                name="parallel_event_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="paralleleffect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act_kind__in",
                        [
                            "handling",
                            "suspension",
                            "assessment",
                            "investigation",
                            "case_to_answer",
                            "proceedings",
                            "outcome",
                            "appeal",
                            "reflective_practice",
                        ],
                    ),
                    ("effect__in", ["none", "wait", "advice"]),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="parallel_effect_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="paralleleffect",
            constraint=models.UniqueConstraint(
                fields=("proceeding", "act_kind"), name="parallel_effect_once_a_kind_of_act"
            ),
        ),
        migrations.AddIndex(
            model_name="restriction",
            index=models.Index(fields=["subject"], name="restriction_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("case", "added_with"),
                name="restriction_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["no_evidence", "no_lone_work", "systems", "place", "other"]),
                    models.Q(("what", ""), _negated=True),
                ),
                name="restriction_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"
                ),
                name="restriction_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__isnull", False), ("look_again_on__isnull", False), _connector="OR"),
                name="restriction_ends_or_is_looked_at_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by__isnull", True), ("ended_on__isnull", True)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__gte", models.F("first_day")),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="restriction_is_ended_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="welfarecontact",
            index=models.Index(fields=["subject", "-id"], name="welfare_contact_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="welfarecontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("way__in", ["in_person", "phone", "message", "other"]), models.Q(("text", ""), _negated=True)
                ),
                name="welfare_contact_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="welfarecontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("added_with__isnull", False)),
                fields=("subject", "added_with"),
                name="welfare_contact_added_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="welfareofficer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), ("user__isnull", False)),
                    models.Q(("user__isnull", True), models.Q(("name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="welfare_officer_is_an_account_or_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="welfareofficer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("subject",),
                name="welfare_officer_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="welfareplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="welfare_plan_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="welfareplan",
            constraint=models.UniqueConstraint(fields=("subject", "number"), name="welfare_plan_number_once"),
        ),
        # No way back: it would throw away what was written down.
        migrations.RunPython(guard),
    ]
