"""`python -m tests.journeys.reading N` reads N batches of the file from personnel that waits, as a worker would."""

import sys
from functools import partial
from importlib import import_module

import django


def read(batches: int) -> None:
    """Works on the newest run of the job, one batch at a time."""
    from django.conf import settings

    from cases.audit.actors import Job
    from cases.jobs.models import JobRun
    from cases.jobs.registry import BATCHES
    from cases.jobs.runs import Runner
    from cases.web.on_behalf import on_behalf_of
    from cases.workforce.hr_columns import JOB

    for module in settings.TASK_MODULES:
        import_module(module)
    by = Job("cases.runs")
    runner = Runner(batches=BATCHES, within=partial(on_behalf_of, by), by=by)
    run = JobRun.objects.filter(job=JOB).latest("pk")
    for _ in range(batches):
        runner.carry_on(run_id=run.pk, seconds=0)


if __name__ == "__main__":
    django.setup()
    read(int(sys.argv[1]))
