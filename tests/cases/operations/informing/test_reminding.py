"""The daily job: it drafts what is due within a week, reminds once a day, and sends nothing to anybody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.actors import Job
from cases.jobs.models import Outbox
from cases.models import Case, CaseDenial, Deadline, Letter, Party, ProgressUpdate
from cases.operations import mail as mails
from cases.operations import membership
from cases.operations.informing import reminding
from tests.cases.operations.informing.acting import deliver, draft, release
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder

pytestmark = pytest.mark.django_db
BY = Job("cases.updates_due")


def run(at: Any = AT) -> int:
    return reminding.updates_due(cursor=None, by=BY, at=at).done


@pytest.mark.parametrize(
    ("due", "drafted"),
    [
        pytest.param(7, True, id="in-a-week"),
        pytest.param(8, False, id="in-more-than-a-week"),
        pytest.param(0, True, id="today"),
        pytest.param(-3, True, id="late"),
        pytest.param(None, False, id="without-a-date"),
    ],
)
def test_what_is_due_within_a_week_is_drafted(case: Case, ada: Party, due: int | None, drafted: bool) -> None:
    day = None if due is None else TODAY + timedelta(days=due)
    Deadline.objects.update(work_to=day)
    assert run() == int(drafted)
    assert list(ProgressUpdate.objects.values_list("party", "due_on", "state", "own_words")) == (
        [(ada.pk, day, "draft", "")] if drafted else []
    )


def test_run_twice_it_does_once(case: Case, me: User) -> None:
    assert (run(), run()) == (1, 0)
    assert ProgressUpdate.objects.count() == 1
    assert Outbox.objects.filter(kind="mail.send").count() == 1


def test_nothing_is_sent_but_a_mail_to_whoever_it_is_with_that_says_nothing(case: Case, me: User) -> None:
    run()
    assert not Letter.objects.exists()
    [work] = Outbox.objects.all()
    assert work.ids["user"] == me.pk
    mails.send(ids=work.ids, ref=str(work.pk))
    [one] = mail.outbox
    assert one.to == [me.email]
    for word in (case.reference, "Ada", case.headline):
        assert word not in f"{one.subject} {one.body}"


def test_whoever_may_not_see_the_matter_is_not_reminded(case: Case, me: User) -> None:
    CaseDenial.objects.create(case=case, principal=me.principal, why="wall")
    assert run() == 1
    assert not Outbox.objects.exists()


@pytest.mark.parametrize("how", ["held", "ended", "witness", "nameless", "drafted", "no limit"])
def test_what_is_not_drafted(case: Case, me: User, unit: Any, ada: Party, how: str) -> None:
    if how == "held":
        membership.hold(reference=case.reference, reason="Advice", by=holder(Role.SUPERVISOR, unit=unit), at=AT)
    elif how == "ended":
        Deadline.objects.update(ended_on=TODAY)
    elif how == "witness":
        Party.objects.update(role="witness")
    elif how == "nameless":
        Party.objects.update(identity=None)
    elif how == "drafted":
        draft(case, ada, me)
    else:
        Deadline.objects.update(key="other")
    assert run() == 0


def test_it_goes_by_the_day_on_which_each_was_told(case: Case, me: User, ada: Party) -> None:
    deliver(case, release(case, draft(case, ada, me), me), me, on=TODAY, at=AT)
    assert run() == 0
    almost = AT + timedelta(days=20)
    assert run(almost) == 0
    assert run(almost + timedelta(days=1)) == 1


def test_to_nobody_whom_a_matter_is_about_is_anything_drafted(case: Case) -> None:
    cases.subject(case=case, person=register.person())
    run()
    assert ProgressUpdate.objects.get().party.role == "complainant"


def test_many_are_done_in_batches(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "BATCH", 2)
    for number in range(4):
        cases.party(case=case, role="interested", name=f"Party {number}")
    cursor, done = None, 0
    while True:
        step = reminding.updates_due(cursor=cursor, by=BY, at=AT)
        cursor, done = step.cursor, done + step.done
        if step.finished:
            break
    assert done == ProgressUpdate.objects.count() == 5
