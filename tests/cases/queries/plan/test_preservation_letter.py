"""The letter to a holder: what it asks for, which nights clocks were changed, and that it names nobody."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.queries.plan import preservation_letter
from cases.queries.plan.preservation_letter import Asked

ASKED = Asked(
    name="Bus CCTV",
    holder="Bus operator",
    contact="cctv@bus.example",
    place="Harbour Street, stop 4",
    camera="Bus 1207, upper deck",
    first_day=date(2026, 11, 3),
    first_time=time(23, 30),
    last_day=date(2026, 11, 4),
    last_time=time(0, 30),
)


def written(**values: Any) -> str:
    return preservation_letter.written(
        asked=replace(ASKED, **values),
        reference="CM-7QK4-M2XH-3",
        number=2,
        force="Anyshire Police",
        by="DS Rao",
        today=date(2026, 11, 5),
    )


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        pytest.param(
            {}, ["From: 3 November 2026, 23:30", "To: 4 November 2026, 00:30", "Place: Harbour Street, stop 4"],
            id="over-midnight",
        ),
        pytest.param(
            {"first_time": None, "last_time": None, "last_day": None},
            ["From: 3 November 2026, the whole day", "To: 3 November 2026, the whole day"],
            id="a-whole-day",
        ),
        pytest.param(
            {"first_day": None, "first_time": None, "last_day": None, "last_time": None},
            ["From: not known yet: please keep whatever you still have, and call us"],
            id="no-day-is-known",
        ),
        pytest.param(
            {"first_day": date(2026, 10, 24), "last_day": date(2026, 10, 25)},
            ["Clocks were changed on 25 October 2026: please keep that whole night, whichever time the system shows."],
            id="clocks-go-back",
        ),
    ],
)  # fmt: skip
def test_it_says_what_where_and_when(values: dict[str, Any], lines: list[str]) -> None:
    letter = written(**values)
    assert set(lines) <= set(letter.splitlines())
    assert "Please keep: Bus CCTV" in letter
    assert "Our reference: 7QK4-M2XH-3/2" in letter


def test_it_says_nothing_of_the_kind_of_matter() -> None:
    letter = written().casefold()
    for word in ("cm-", "misconduct", "complain", "officer", "allegation", "standards", "suspect"):
        assert word not in letter


@pytest.mark.parametrize(
    ("first", "last", "changed"),
    [
        pytest.param(date(2026, 10, 24), date(2026, 10, 24), [], id="the-day-before"),
        pytest.param(date(2026, 10, 25), None, [date(2026, 10, 25)], id="back"),
        pytest.param(date(2026, 10, 26), date(2026, 10, 27), [], id="the-day-after"),
        pytest.param(date(2026, 3, 28), date(2026, 3, 30), [date(2026, 3, 29)], id="forward"),
        pytest.param(None, None, [], id="not-known"),
    ],
)
def test_on_which_days_clocks_are_changed(first: date | None, last: date | None, changed: list[date]) -> None:
    assert preservation_letter.clocks_changed(first=first, last=last) == changed


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        pytest.param("Flat of Ada Example", "Ada Example", "ada", id="whole"),
        pytest.param("EXAMPLE household", "Ada Example", "example", id="surname-in-capitals"),
        pytest.param("Frost’s locker", "Gideon Frost", "frost", id="whose-it-is"),
        pytest.param("Cafe of Jose", "José Núñez", "jose", id="without-its-accents"),
        pytest.param("Smith flat", "Ann Smith-Jones", "smith", id="half-of-a-double-name"),
        pytest.param("O’Hara’s yard", "Pat O'Hara", "o'hara", id="apostrophes"),
        pytest.param("Harbour Street", "Ada Harbourne", "", id="part-of-a-word"),
        pytest.param("A pub", "A B", "", id="shorter-than-a-name"),
        pytest.param("Harbour Street", "", "", id="no-name"),
    ],
)
def test_a_name_is_found_as_a_word(text: str, name: str, found: str) -> None:
    assert preservation_letter.names_in(texts=["", text], names=["", name]) == found


NAMES = st.lists(st.text("abcdefghijklmnopqrstuvwxyzéöñ", min_size=3, max_size=12), min_size=1, max_size=3).map(
    " ".join
)


@given(
    NAMES, st.sampled_from(["place", "camera", "holder", "contact", "name"]), st.sampled_from(["{}", "at {}’s", "({})"])
)
def test_whatever_somebody_is_called_it_is_found_where_it_was_typed(name: str, field: str, within: str) -> None:
    text = within.format(name.title())
    assert preservation_letter.names_in(texts=[getattr(ASKED, field), text], names=[name])


@given(NAMES)
def test_a_letter_whose_texts_name_nobody_names_nobody(name: str) -> None:
    typed = [ASKED.name, ASKED.holder, ASKED.contact, ASKED.place, ASKED.camera]
    if preservation_letter.names_in(texts=typed, names=[name]):
        return
    # Words of the letter itself name nobody: they are the same whoever it is about.
    own = {*written(name="", holder="", contact="", place="", camera="").casefold().split()}
    said = {*written().casefold().split()} - own
    assert not said & {*name.casefold().split()}
