"""The bank holidays of England and Wales, as GOV.UK lists them, for counting working days.

They come from a package's own copy of that list, never over the network: a date must not depend on whether somebody
else's server answers.
"""

from collections import Counter
from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from misconduct.working_days import Calendar

# New Year's Day, Good Friday, Easter Monday, Early May, Spring, Summer, Christmas Day, Boxing Day.
HOLIDAYS_A_YEAR = 8


@cache
def england_and_wales() -> Calendar:
    """The calendar of all years that are listed whole. A year of which only a part is listed cannot be counted in."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    holidays = {each["date"]: _name(each) for each in listed}
    whole = _whole_years(list(holidays))
    return Calendar({day: name for day, name in holidays.items() if day.year in whole}, min(whole), max(whole))


def _name(holiday: dict[str, object]) -> str:
    substitute = " (substitute)" if holiday["notes"] == "Substitute day" else ""
    return f"{holiday['title']}{substitute}"


def _whole_years(days: list[date]) -> range:
    """The run of whole years that ends last: a gap would be counted as a year without holidays."""
    whole = {year for year, number in Counter(day.year for day in days).items() if number >= HOLIDAYS_A_YEAR}
    first = last = max(whole)
    while first - 1 in whole:
        first -= 1
    return range(first, last + 1)
