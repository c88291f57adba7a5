"""Whose account has become somebody's whom a matter is about sees every page as before: nothing tells that it is asked.

As in `test_case_noninterference`: every page of the staff door, as them, with the question and without it.
"""

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from cases.audit.actors import Job
from cases.models import PUT_OFF, CaseDenial, WallDecision
from cases.operations import account_links
from cases.workforce.models import Person, Posting
from tests.doors.matters.test_noninterference import Force, told
from tests.factories import cases, register
from tests.factories.acts import AT
from tests.factories.cases import TODAY, holder
from tests.factories.users import MOST_ROLES

pytestmark = pytest.mark.django_db
BY = Job("workforce.read_hr_file")


class Linking(Force):
    """The officer's account is nobody's yet, and sees a matter that is about them or about somebody they manage."""

    def __init__(self, who: str) -> None:
        super().__init__()
        Person.objects.filter(pk=self.person.pk).update(user=None)
        concerned = self.person if who == "concerned" else register.person(unit=self.unit, line_manager=self.person)
        self.before = cases.case(unit=self.unit, owner=self.officer, named=(self.officer,), about=(concerned,))
        cases.deadline(case=self.before, work_to=TODAY)
        if who == "managed":
            Posting.objects.filter(person=concerned).update(last_day=AT.date().replace(day=1))

    def link(self) -> None:
        account_links.ask_first(links=[(self.person, self.officer)], by=BY, at=AT)
        Person.objects.filter(pk=self.person.pk).update(user=self.officer)
        assert WallDecision.objects.filter(case=self.before, choice="").exists()

    def link_without_a_question(self) -> None:
        denials = CaseDenial.objects.filter(principal=f"person:{self.person.pk}")
        denials.update(principal=Concat(Value(PUT_OFF), F("principal")))
        Person.objects.filter(pk=self.person.pk).update(user=self.officer)


@pytest.mark.parametrize("who", ["concerned", "managed"])
def test_no_page_tells_them_that_anything_is_asked_and_the_matter_looks_as_before(who: str) -> None:
    force = Linking(who)
    before = told(force, force.officer, lambda: None)
    without = told(force, force.officer, force.link_without_a_question)
    with_it = told(force, force.officer, force.link)
    for address, answer in without.items():
        assert with_it[address] == answer, address
    about_matters = [address for address in before if address.startswith(("/cases/", "/walls/"))]
    assert len(about_matters) > 30
    for address in about_matters:
        assert with_it[address] == before[address], address


def test_a_colleague_can_tell_so_that_the_test_above_could_fail() -> None:
    force = Linking("concerned")
    third = holder(*MOST_ROLES, unit=force.unit)
    without, with_it = told(force, third, force.link_without_a_question), told(force, third, force.link)
    for address in ("/walls/", f"/cases/{force.before.reference}/timeline/?kind=access"):
        assert with_it[address] != without[address]
