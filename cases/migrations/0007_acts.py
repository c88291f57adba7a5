"""Acts of the law on allegations too, and what PostgreSQL itself sees to of them.

A decision is a row of the law's tables: an act that leads from one stage to another. It goes on from where the last one
of the same matter, or of the same allegation against the same person, ended; and a stage changes only with its decision.
"""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models.functions import Now
from psycopg import sql

from misconduct.stages import tables
from misconduct.stages.lifecycles import MatterStage

GUARDS = """
CREATE TABLE cases_lawfulstep (
    lifecycle text NOT NULL, act text NOT NULL, before text NOT NULL, after text NOT NULL,
    PRIMARY KEY (lifecycle, act, before, after)
);

CREATE FUNCTION cases_decision_is_lawful() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE stood text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.cases_lawfulstep
         WHERE lifecycle = CASE WHEN NEW.against_id IS NULL THEN 'matter' ELSE 'officer' END
           AND act = NEW.act AND before = NEW.stage_before AND after = NEW.stage_after
    ) THEN
        RAISE EXCEPTION 'The law has no act % from % to %.', NEW.act, NEW.stage_before, NEW.stage_after
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_is_lawful';
    END IF;
    SELECT stage_after INTO stood FROM public.cases_decision
     WHERE case_id = NEW.case_id AND against_id IS NOT DISTINCT FROM NEW.against_id ORDER BY id DESC LIMIT 1;
    IF stood <> NEW.stage_before THEN
        RAISE EXCEPTION 'It stands at %, not at %.', stood, NEW.stage_before
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_goes_on';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_is_lawful BEFORE INSERT ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION cases_decision_is_lawful();

CREATE FUNCTION cases_stage_is_decided() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE stands text; decided text;
BEGIN
    IF TG_TABLE_NAME = 'cases_case' THEN
        SELECT stage INTO stands FROM public.cases_case WHERE id = NEW.id AND origin = 'live';
        SELECT stage_after INTO decided FROM public.cases_decision
         WHERE case_id = NEW.id AND against_id IS NULL ORDER BY id DESC LIMIT 1;
    ELSE
        SELECT stage INTO stands FROM public.cases_subjectallegation WHERE id = NEW.id;
        SELECT stage_after INTO decided FROM public.cases_decision WHERE against_id = NEW.id ORDER BY id DESC LIMIT 1;
    END IF;
    IF stands IS NOT NULL AND stands IS DISTINCT FROM decided THEN
        RAISE EXCEPTION 'It stands at %, and the last decision led to %.', stands, coalesce(decided, 'nothing')
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stage_is_decided';
    END IF;
    RETURN NULL;
END $$;
"""
# Deferred: an act writes its decision and its stage in the order that suits it, within one transaction.
DECIDED = """
CREATE CONSTRAINT TRIGGER stage_is_decided AFTER UPDATE OF stage ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.stage IS DISTINCT FROM NEW.stage) EXECUTE FUNCTION cases_stage_is_decided()
"""


def steps() -> list[tuple[str, str, str, str]]:
    """Every step of the law's tables: in which lifecycle, by which act, from where to where."""
    return [
        (
            "matter" if isinstance(stage, MatterStage) else "officer",
            row.act,
            stage.name.lower(),
            (row.to or stage).name.lower(),
        )
        for row in tables.TRANSITIONS
        for stage in row.at
    ]


def guard(apps: Any, schema_editor: Any) -> None:
    """Makes the table of steps and the triggers; the runtime role only reads the table."""
    runtime = sql.Identifier(settings.DATABASE_ROLES["runtime"])
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(GUARDS)
        cursor.executemany(
            "INSERT INTO cases_lawfulstep VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING", steps()
        )  # fmt: skip
        for table in ("cases_case", "cases_subjectallegation"):
            cursor.execute(sql.SQL(DECIDED).format(table=sql.Identifier(table)))
        cursor.execute(
            sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON cases_lawfulstep FROM {runtime}").format(
                runtime=runtime
            )
        )


class Migration(migrations.Migration):
    dependencies: ClassVar[list[Any]] = [
        ("cases", "0006_limits_say_which_act_started_them"),
        ("workforce", "0006_end_of_collar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar[list[Any]] = [
        migrations.AddField(
            model_name="decision",
            name="details",
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name="subject",
            name="known",
            field=models.JSONField(blank=True, db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddField(
            model_name="subjectallegation",
            name="investigator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=~models.Q(capacity__in=["appropriate_authority", "local_policing_body", "chief_officer"])
                | models.Q(delegation__isnull=False) & ~models.Q(reasons=""),
                name="decision_by_a_delegate_names_the_delegation",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectallegation",
            constraint=models.CheckConstraint(
                condition=~models.Q(stage__in=["report_submitted", "case_to_answer_decision", "no_case_to_answer"])
                | models.Q(known__has_key="report_received") & models.Q(known__report_received="yes"),
                name="allegation_is_decided_on_a_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectallegation",
            constraint=models.CheckConstraint(
                condition=~models.Q(stage="referred_meeting") | ~models.Q(known__case_to_answer="gross_misconduct"),
                name="allegation_of_gross_misconduct_goes_to_no_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectallegation",
            constraint=models.CheckConstraint(
                condition=~models.Q(stage__in=["referred_hearing", "referred_meeting"])
                | models.Q(known__has_key="case_to_answer"),
                name="allegation_is_referred_on_a_case_to_answer",
            ),
        ),
        migrations.CreateModel(
            name="GroundsNotMet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grounds", ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=Now())),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("agreed", models.BooleanField(blank=True, null=True)),
                ("because", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grounds_not_met", to="cases.case"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(reason="") & ~models.Q(grounds=[]), name="grounds_not_met_for_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(agreed__isnull=True, decided_at__isnull=True, second__isnull=True)
                        | models.Q(agreed__isnull=False, decided_at__isnull=False, second__isnull=False)
                        & ~models.Q(second=models.F("asked_by")),
                        name="grounds_not_met_takes_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(second__isnull=True), fields=("case",), name="grounds_not_met_asked_once"
                    ),
                ],
            },
        ),
        migrations.RunPython(guard),
    ]
