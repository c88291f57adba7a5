"""Limits from before they said it, say which act started them: it follows from the event that they run from.

Without it a limit could not be asked again when a date is corrected.
"""

from django.db import migrations

SAY = """
UPDATE cases_deadline d
   SET question = d.question || jsonb_build_object('act', CASE
       WHEN d.event IN ('matter_start', 'became_aware') THEN 'receive_matter'
       WHEN d.event = 'became_clear' AND c.kind <> 'death_or_serious_injury' THEN 'contact_complainant'
       WHEN d.event = 'outcome_date' THEN 'close_outside_schedule_3'
       ELSE 'log_matter' END)
  FROM cases_case c
 WHERE c.id = d.case_id AND d.question ? 'key' AND NOT d.question ? 'act'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_corrections")]

    operations = [migrations.RunSQL(SAY, migrations.RunSQL.noop)]
