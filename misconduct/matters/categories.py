"""The national categories of complaint allegations, A to L without I, with their sub-categories.

An allegation has exactly one category: the root of the dissatisfaction. A sub-category belongs to its category. The
scheme of 2020 is another than the one before it, and a matter keeps the scheme it began with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from misconduct.authority import Authority, Grade
from misconduct.instruments import IOPC_DATA
from misconduct.refusals import NoAnswer, listed

SCHEME = "IOPC_2020"
SINCE = date(2020, 2, 1)
AUTHORITY = Authority(
    IOPC_DATA,
    "categories of allegations",
    Grade.TEXT_SEEN,
    "Names and order as printed in the IOPC's tables 6 and 18 of 2024/25; the guidance's own list was not seen.",
)
NUMBERS = Authority(IOPC_DATA, "numbers of sub-categories", Grade.MEMORY, "The published tables print names only.")
REMEMBERED = Authority(
    IOPC_DATA, "sub-categories of H and J", Grade.MEMORY, "The end of table 18 was cut from the copy that was read."
)
RULE = Authority(
    IOPC_DATA,
    "one category for each allegation",
    Grade.SECONDARY,
    "Read in a local policing body's narrative that quotes the IOPC.",
)
NO_SUB_CATEGORY = Authority(
    IOPC_DATA, "no sub-category recorded", Grade.TEXT_SEEN, "It occurs in the national figures: allowed, and flagged."
)


@dataclass(frozen=True, kw_only=True)
class SubCategory:
    """A sub-category: its code, its name, and how far name and number were verified."""

    code: str
    name: str
    authority: Authority
    number: Authority = NUMBERS

    @property
    def category(self) -> str:
        """The letter of the category it belongs to."""
        return self.code[0]


@dataclass(frozen=True, kw_only=True)
class Category:
    """A category, with its sub-categories: none for some."""

    code: str
    name: str
    sub_categories: tuple[SubCategory, ...] = ()
    authority: Authority = AUTHORITY


# Letter, name, sub-categories in order of their numbers, and where their names were read.
_ROWS: tuple[tuple[str, str, tuple[str, ...], Authority], ...] = (
    (
        "A",
        "Delivery of duties and service",
        ("Police action following contact", "Decisions", "Information", "General level of service"),
        AUTHORITY,
    ),
    (
        "B",
        "Police powers, policies and procedures",
        (
            "Stops, and stop and search",
            "Searches of premises and seizure of property",
            "Power to arrest and detain",
            "Use of force",
            "Detention in police custody",
            "Bail, identification and interview procedures",
            "Evidential procedures",
            "Out of court disposals",
            "Other policies and procedures",
        ),
        AUTHORITY,
    ),
    ("C", "Handling of or damage to property/premises", (), AUTHORITY),
    (
        "D",
        "Access and/or disclosure of information",
        (
            "Use of police systems",
            "Disclosure of information",
            "Handling of information",
            "Accessing and handling of information from other sources",
        ),
        AUTHORITY,
    ),
    ("E", "Use of police vehicles", (), AUTHORITY),
    (
        "F",
        "Discriminatory behaviour",
        (
            "Age",
            "Disability",
            "Gender reassignment",
            "Pregnancy and maternity",
            "Marriage and civil partnership",
            "Race",
            "Religion or belief",
            "Sex",
            "Sexual orientation",
            "Other",
        ),
        AUTHORITY,
    ),
    (
        "G",
        "Abuse of position/corruption",
        (
            "Organisational corruption",
            "Abuse of position for sexual purpose",
            "Abuse of position for the purpose of pursuing an inappropriate emotional relationship",
            "Abuse of position for financial purpose",
            "Obstruction of justice",
            "Abuse of position for other purpose",
        ),
        AUTHORITY,
    ),
    (
        "H",
        "Individual behaviours",
        (
            "Impolite language/tone",
            "Impolite and intolerant actions",
            "Unprofessional attitude and disrespect",
            "Lack of fairness and impartiality",
            "Overbearing or harassing behaviours",
        ),
        REMEMBERED,
    ),
    ("J", "Sexual conduct", ("Sexual assault", "Sexual harassment", "Other sexual conduct"), REMEMBERED),
    ("K", "Discreditable conduct", (), AUTHORITY),
    ("L", "Other", (), AUTHORITY),
)


def _category(code: str, name: str, names: tuple[str, ...], authority: Authority) -> Category:
    subs = (
        SubCategory(code=f"{code}{number}", name=sub, authority=authority) for number, sub in enumerate(names, start=1)
    )
    return Category(code=code, name=name, sub_categories=tuple(subs))


CATEGORIES: Mapping[str, Category] = {row[0]: _category(*row) for row in _ROWS}
SUB_CATEGORIES: Mapping[str, SubCategory] = {
    sub.code: sub for category in CATEGORIES.values() for sub in category.sub_categories
}
NOT_SPECIFIED = "no sub-category recorded"


@dataclass(frozen=True, kw_only=True)
class Categorised:
    """An allegation's category. `flag` is what a return would call a gap in the data, empty where there is none."""

    category: Category
    sub_category: SubCategory | None = None
    flag: str = ""
    scheme: str = SCHEME


def find(*, code: str) -> Category | SubCategory:
    """The category or sub-category of this code. Raises NoAnswer with the codes that are valid."""
    found = CATEGORIES.get(code) or SUB_CATEGORIES.get(code)
    if found is None:
        near = CATEGORIES.get(code[:1])
        subs = [sub.code for sub in near.sub_categories] if near else []
        valid = (
            f"Category {code[:1]} has: {listed(subs)}" if near else f"The categories are: {listed(list(CATEGORIES))}"
        )
        raise NoAnswer(f"There is no category “{code}” in {SCHEME}. {valid}.")
    return found


def check(*, category: str, sub_category: str = "", scheme: str = SCHEME) -> Categorised:
    """The one category of an allegation, with its sub-category where one is given.

    `scheme` is the one that the matter began with. Raises NoAnswer, with what is valid, for another scheme, for no
    category or an unknown one, and for a sub-category of another category. A category that has sub-categories may be
    given without one: that is flagged.
    """
    if scheme != SCHEME:
        raise NoAnswer(
            f"The matter is categorised under “{scheme}”, and schemes are not mixed. These codes are {SCHEME}."
        )
    found = CATEGORIES.get(category)
    if found is None:
        raise NoAnswer(
            f"“{category}” is not one category. An allegation has exactly one of: "
            f"{listed([f'{one.code} {one.name}' for one in CATEGORIES.values()])}."
        )
    if not sub_category:
        return Categorised(category=found, flag=NOT_SPECIFIED if found.sub_categories else "")
    sub = next((one for one in found.sub_categories if one.code == sub_category), None)
    if sub is None:
        valid = listed([f"{one.code} {one.name}" for one in found.sub_categories])
        raise NoAnswer(f"“{sub_category}” is no sub-category of {category} {found.name}. It has: {valid}.")
    return Categorised(category=found, sub_category=sub)
