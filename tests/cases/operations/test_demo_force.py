"""The demo force: built in batches through the ordinary operations, the same for the same seed, once."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.jobs.models import JobRun
from cases.models import Case, Decision
from cases.operations import demo
from cases.operations.demo import figures, matters, people
from cases.operations.demo.force import TOTAL
from cases.operations.demo.stories import DEATH, STORIES
from cases.operations.intake import NewMatter
from cases.workforce.models import HrLine, Person, Posting
from misconduct import severity, standards
from misconduct.matters import categories
from tests.factories.acts import AT, BY
from tests.factories.trail import said

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
LIGHT = {"A", "A1", "A2", "A3", "A4", "C", "E", "L", "H1", "H3"}


def started(seed: int = 7) -> Any:
    demo.load(by=BY, at=AT)
    return JobRun.objects.get(pk=demo.begin_force(seed=seed, by=BY, at=AT)).cursor


def test_the_register_is_read_from_a_file_and_matters_come_in_through_the_desk() -> None:
    cursor, done = started(), 0
    while cursor["part"] == "register":
        step = demo.build(cursor=cursor, by=BY, at=AT)
        cursor, done = step.cursor, done + step.done
    assert done == people.PEOPLE
    assert Counter(HrLine.objects.values_list("result", flat=True)) == {"added": people.PEOPLE}
    assert Person.objects.count() == Posting.objects.count() == people.PEOPLE
    # Whoever logs in and sees matters stands in the register, in the unit in which they hold their role.
    known = set(Person.objects.filter(user__isnull=False).values_list("user__email", flat=True))
    assert known == {one.email for one in demo.DEMO_USERS if one.unit}

    first = demo.build(cursor=cursor, by=BY, at=AT)
    assert (first.done, first.finished, first.total) == (10, False, TOTAL)
    assert Case.objects.count() == 10
    assert set(Case.objects.values_list("logged_by", flat=True)) <= {
        user.principal
        for user in User.objects.filter(
            roles_held__role__in=[Role.COMPLAINT_HANDLER, Role.INVESTIGATOR, Role.SUPERVISOR]
        )
    }
    assert Decision.objects.count() >= 20
    # The same batch again, as after a worker's death, makes nothing twice.
    demo.build(cursor=cursor, by=BY, at=AT)
    assert Case.objects.count() == 10

    last = demo.build(cursor={**first.cursor, "number": matters.MATTERS - 5}, by=BY, at=AT)
    assert (last.done, last.finished) == (5, True)
    assert said(Act.FORCE_BUILT) == [("done", BY.principal, "force:seed 7", "2000 people, 1200 matters")]


def test_the_same_seed_again_is_the_same_run() -> None:
    started()
    assert demo.begin_force(seed=7, by=BY, at=AT) == JobRun.objects.get().pk


@override_settings(DEMO_ALLOWED=False)
def test_it_is_refused_where_demo_is() -> None:
    with pytest.raises(demo.NotADemoDatabase):
        demo.begin_force(seed=7, by=BY, at=AT)
    with pytest.raises(demo.NotADemoDatabase):
        demo.build(cursor={"seed": 7, "part": "register"}, by=BY, at=AT)


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    same, again, other = (people.as_file(seed=seed, today=TODAY) for seed in (7, 7, 8))
    assert same == again != other
    force = matters.Force(units=dict.fromkeys(("PSD-CH", "PSD-INV", "PSD-CCU"), 1), people=list(range(1, 500)))
    drawn = [matters.draw_arrival(seed=7, number=3, at=AT, force=force) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != matters.draw_arrival(seed=8, number=3, at=AT, force=force)


def test_matters_arrive_in_a_year_and_a_half_in_office_hours_and_never_in_the_future() -> None:
    when = matters.arrivals(seed=7, today=TODAY)
    assert len(when) == matters.MATTERS
    days = [timezone.localdate(moment) for moment in when]
    assert days == sorted(days)
    assert TODAY - matters.OVER <= days[0] <= days[-1] == max(days) < TODAY
    assert all(8 <= timezone.localtime(moment).hour <= 17 for moment in when)
    at_weekends = sum(day.weekday() >= 5 for day in days) / len(days)
    assert 0.10 < at_weekends < 0.28


def test_kinds_categories_and_handling_are_drawn_as_the_figures_say() -> None:
    force = matters.Force(units=dict.fromkeys(("PSD-CH", "PSD-INV", "PSD-CCU"), 1), people=list(range(1, 500)))
    drawn = [matters.draw_arrival(seed=7, number=n, at=AT, force=force) for n in range(4000)]
    complaints = [one for one in drawn if one.matter.kind == "complaint"]
    # Who handles how is drawn of every complaint, and holds of those whose categories allow it.
    allowed = [one for one in complaints if light(one.matter)]
    assert len(allowed) > len(complaints) / 3
    for figure, seen in (
        (figures.KINDS, [one.matter.kind for one in drawn]),
        (figures.HANDLING, ["outside" if one.call else "recorded" for one in allowed]),
        (
            figures.CATEGORIES,
            [alleged.category for one in complaints for alleged in one.matter.allegations],
        ),
    ):
        counts, whole = Counter(seen), sum(figure.weights.values())
        for name, weight in figure.weights.items():
            share = weight / whole
            # Four standard errors of so many draws.
            assert abs(counts[name] / len(seen) - share) < 4 * (share * (1 - share) / len(seen)) ** 0.5, name


def light(matter: NewMatter) -> bool:
    """Whether every allegation is of a kind that the demo puts right during a call."""
    return all((one.sub_category or one.category) in LIGHT for one in matter.allegations)


def test_only_what_is_put_right_during_a_call_is_closed_outside_and_a_call_comes_by_telephone() -> None:
    force = matters.Force(units=dict.fromkeys(("PSD-CH", "PSD-INV", "PSD-CCU"), 1), people=list(range(1, 500)))
    drawn = [matters.draw_arrival(seed=7, number=n, at=AT, force=force) for n in range(1000)]
    calls = [one for one in drawn if one.call]
    assert calls
    assert all(light(one.matter) for one in calls)
    assert {one.matter.channel for one in calls} == {"phone"}


def test_every_story_has_words_and_codes_that_the_law_knows() -> None:
    assert set(STORIES) == set(categories.CATEGORIES)
    for category, stories in STORIES.items():
        for story in stories:
            categories.check(category=category, sub_category=story.sub_category)
            for key in story.standards:
                standards.find(key=key)
            severity.score(answers=severity.read(pairs=list(story.facts), author="user:1"))
            assert story.told.format(place="here")
    assert DEATH.told.format(place="here")


def test_every_figure_names_its_source_or_says_assumed() -> None:
    words = demo.figures_in_words()
    assert len(words) == 2 * len(figures.ALL)
    assert all(figure.source for figure in figures.ALL)
    assert any("IOPC" in line for line in words)
    assert any(line.endswith("source: assumed") for line in words)


def test_nobody_in_it_is_called_by_a_real_number() -> None:
    force = matters.Force(units=dict.fromkeys(("PSD-CH", "PSD-INV", "PSD-CCU"), 1), people=[1])
    for number in range(300):
        for party in matters.draw_arrival(seed=7, number=number, at=AT, force=force).matter.parties:
            assert not party.phone or party.phone.startswith("07700 900")
    assert timedelta(days=1) < matters.OVER
