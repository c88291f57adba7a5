"""Drills: what their form takes, and what one shows."""

import re

import pytest
from django.test import Client

from cases.accounts.models import User
from cases.accounts.roles import Role
from cases.audit.acts import Act
from cases.jobs.models import Drill, DrillRow, Outbox
from tests.doors.job_pages import DRILL_ID, post_drill, words
from tests.factories.trail import said
from tests.factories.users import logged_in, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    """An administrator."""
    return user(Role.ADMINISTRATOR)


@pytest.fixture
def client(me: User) -> Client:
    """The administrator's browser."""
    return logged_in(me)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param("0", "The number of rows must be 1 or more", id="none"),
        pytest.param("1", "", id="one"),
        pytest.param("5000", "", id="the-most"),
        pytest.param("5001", "The number of rows must be 5,000 or fewer", id="one-too-many"),
        pytest.param("-1", "The number of rows must be 1 or more", id="less-than-none"),
        pytest.param("", "Enter how many rows", id="empty"),
        pytest.param("   ", "The number of rows must be a whole number, like 100", id="blanks"),
        pytest.param(" 7 ", "", id="blanks-around-it"),
        pytest.param("1,000", "", id="as-the-hint-writes-it"),
        pytest.param("5,001", "The number of rows must be 5,000 or fewer", id="one-too-many-as-the-hint-writes-it"),
        pytest.param(",", "The number of rows must be a whole number, like 100", id="a-comma"),
        pytest.param("many", "The number of rows must be a whole number, like 100", id="a-word"),
        pytest.param("1.5", "The number of rows must be a whole number, like 100", id="a-half"),
        pytest.param("1e3", "The number of rows must be a whole number, like 100", id="as-a-computer-writes-it"),
        pytest.param("5\0", "The number of rows must be a whole number, like 100", id="a-nought-of-computers"),
        pytest.param("9" * 40, "The number of rows must be 5,000 or fewer", id="huge"),
        pytest.param("9" * 5000, "The number of rows must be a whole number, like 100", id="beyond-all-numbers"),
    ],
)
def test_a_drill_has_from_one_to_five_thousand_rows(client: Client, rows: str, sentence: str) -> None:
    answer = post_drill(client, rows=rows)
    if sentence:
        assert answer.status_code == 200
        assert words(answer.text).count(sentence) == 2, "in the summary and at the field"
        assert f'value="{DRILL_ID}"' in answer.text, "a second try is the same drill"
        assert not Drill.objects.exists()
    else:
        assert answer["Location"] == f"/jobs/drills/{DRILL_ID}/"
        assert DrillRow.objects.count() == int(rows.replace(",", ""))


@pytest.mark.parametrize("drill_id", ["", "none", "17"])
def test_a_drill_without_its_number_is_not_begun(client: Client, drill_id: str) -> None:
    answer = post_drill(client, drill_id=drill_id)
    assert "Open this page again" in words(answer.text)
    assert not Drill.objects.exists()


def test_what_was_typed_wrongly_is_still_there(client: Client) -> None:
    assert 'value="five &lt;b&gt;"' in post_drill(client, rows="five <b>").text


def test_the_same_form_twice_is_one_drill_one_mail_and_one_entry(client: Client, me: User) -> None:
    answers = [post_drill(client, rows=rows)["Location"] for rows in ("3", "3", "500")]
    assert set(answers) == {f"/jobs/drills/{DRILL_ID}/"}
    assert (Drill.objects.count(), DrillRow.objects.count()) == (1, 3)
    assert (Outbox.objects.filter(leaves=False).count(), Outbox.objects.filter(leaves=True).count()) == (3, 1)
    assert said(Act.DRILL_BEGUN) == [("done", me.principal, f"drill:{DRILL_ID}", "3 rows")]


def test_each_page_of_the_form_has_a_number_of_its_own(client: Client) -> None:
    numbers = {re.findall(r'name="drill_id" value="([^"]+)"', client.get("/jobs/drills/").text)[0] for _ in range(2)}
    assert len(numbers) == 2


def test_a_drills_page_shows_how_far_it_is_and_its_receipt(client: Client, me: User) -> None:
    post_drill(client, rows="3")
    DrillRow.objects.filter(number=1).update(arrived=1)
    page = words(client.get(f"/jobs/drills/{DRILL_ID}/").text)
    assert "1 of 3 rows have arrived so far." in page
    assert "Arrived 1 of 3 (33%)" in page
    assert f"Receipt {DRILL_ID}" in page
    assert f"by {me.name}" in page
    assert "1 of 3" not in words(client.get("/jobs/drills/").text)
    assert f"{me.name} 3 1 0 0 0" in words(client.get("/jobs/drills/").text)
