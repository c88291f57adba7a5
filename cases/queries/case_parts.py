"""Parts of a question about matters that lists and the case page share: newest score, assessments, running limits."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as When_
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, JSONObject

from cases.models import STANDS, Case, Deadline, SeverityScore, Subject, SubjectAllegation
from cases.queries import limits
from cases.queries.case_words import ASSESSED, DUTY, NOT_YET_TRIAGED

RUNS = Q(met_on__isnull=True, ended_on__isnull=True)
LETTER_WAITS = Q(sent_on__isnull=True, discarded_on__isnull=True)


def band() -> Coalesce:
    """The band of the newest score; of a matter that nobody has scored, that it is not yet triaged.

    Empty for one that was closed without a score: nobody triages it any more.
    """
    unscored = When(stage="closed", then=Value(""))
    newest = SeverityScore.objects.filter(case=OuterRef("pk")).order_by("-pk").values("band")[:1]
    return Coalesce(Subquery(newest), When_(unscored, default=Value(NOT_YET_TRIAGED)))


def assessed() -> ArraySubquery:
    """What severity was assessed as, of each allegation against each person."""
    against = _against().filter(case=OuterRef("pk"), known__has_key="assessment")
    return ArraySubquery(against.values(level=KeyTextTransform("assessment", "known")))


def is_assessed(*, case: Case) -> bool:
    """Whether somebody has assessed severity, of any allegation against anybody."""
    return _against().filter(case=case, known__assessment__in=list(ASSESSED)).exists()


def assessments() -> QuerySet[SubjectAllegation]:
    """The assessments of a matter, to be asked whether there is any."""
    return _against().filter(case=OuterRef("pk"), known__assessment__in=list(ASSESSED))


def _against() -> QuerySet[SubjectAllegation]:
    """Whatever is alleged against somebody who was not added in error."""
    return SubjectAllegation.objects.filter(subject__withdrawn_on__isnull=True)


def subjects() -> Coalesce:
    """How many people or bodies it is about."""
    counted = Subject.objects.filter(STANDS, case=OuterRef("pk")).order_by().values("case").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), Value(0))


def worst_limit() -> Subquery:
    """The running limit that presses most, as data: `limits.of_data` names it."""
    running = pressing(Deadline.objects.filter(RUNS, case=OuterRef("pk")))
    return Subquery(running.values(data=JSONObject(**{name: name for name in limits.COLUMNS}))[:1])


def pressing(running: QuerySet[Deadline]) -> QuerySet[Deadline, Any]:
    """Running limits, the one that presses most first: a duty before anything else, then by date, undated last."""
    duty_first = When_(When(side=DUTY, then=0), default=1, output_field=IntegerField())
    return running.order_by(duty_first, F("work_to").asc(nulls_last=True), "pk")
