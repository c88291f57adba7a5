"""The bank holidays of England and Wales for 2024 to 2028, written out by hand, and other calendars that tests need."""

from datetime import date, timedelta

from hypothesis import strategies as st

from misconduct.working_days import Calendar

DAYS = """
2024-01-01 New Year's Day; 2024-03-29 Good Friday; 2024-04-01 Easter Monday; 2024-05-06 Early May; 2024-05-27 Spring;
2024-08-26 Summer; 2024-12-25 Christmas Day; 2024-12-26 Boxing Day; 2025-01-01 New Year's Day; 2025-04-18 Good Friday;
2025-04-21 Easter Monday; 2025-05-05 Early May; 2025-05-26 Spring; 2025-08-25 Summer; 2025-12-25 Christmas Day;
2025-12-26 Boxing Day; 2026-01-01 New Year's Day; 2026-04-03 Good Friday; 2026-04-06 Easter Monday;
2026-05-04 Early May; 2026-05-25 Spring; 2026-08-31 Summer; 2026-12-25 Christmas Day;
2026-12-28 Boxing Day (substitute); 2027-01-01 New Year's Day; 2027-03-26 Good Friday; 2027-03-29 Easter Monday;
2027-05-03 Early May; 2027-05-31 Spring; 2027-08-30 Summer; 2027-12-27 Christmas Day (substitute);
2027-12-28 Boxing Day (substitute); 2028-01-03 New Year's Day (substitute); 2028-04-14 Good Friday;
2028-04-17 Easter Monday; 2028-05-01 Early May; 2028-05-29 Spring; 2028-08-28 Summer; 2028-12-25 Christmas Day;
2028-12-26 Boxing Day
"""
HOLIDAYS = {date.fromisoformat(each.strip()[:10]): each.strip()[11:] for each in DAYS.replace("\n", " ").split(";")}
ENGLAND_AND_WALES = Calendar(HOLIDAYS, 2024, 2028)
# Old enough for imported matters; the holidays of the early years do not matter to what is tested with it.
LONG = Calendar(HOLIDAYS, 2015, 2040)


def days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(min_value=first, max_value=last)


holiday_lists = st.frozensets(days(date(2024, 1, 1), date(2028, 12, 31)), max_size=60)


def calendar(holidays: frozenset[date]) -> Calendar:
    return Calendar(dict.fromkeys(holidays, "a holiday"), 2022, 2030)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
