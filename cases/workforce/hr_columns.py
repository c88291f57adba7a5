"""The columns of a file from personnel: one table, for the reader of files, the page and the document."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

# The job that reads them.
JOB = "workforce.read_hr_file"
MOST_LINES = 50_000
MOST_BYTES = 5 * 1024 * 1024
# How long what stands in a line is kept once its file was read (LOCAL: no provision says for how long). Long enough to
# put right what was rejected; after that the register holds what was taken over, and nobody needs the line.
LINES_KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. The longest value that it may hold, whether each line must have one, and what it says."""

    name: str
    longest: int
    about: str
    is_required: bool = False
    is_day: bool = False
    # Kept in a table of its own, with a permission of its own, and nowhere else.
    is_characteristic: bool = False


PERSON_NUMBER = "person_number"
COLUMNS: tuple[Column, ...] = (
    Column(
        name=PERSON_NUMBER,
        longest=40,
        is_required=True,
        about="The number that personnel knows the person by. It never changes. Letters, digits, full stops, hyphens.",
    ),
    Column(name="surname", longest=100, is_required=True, about="Surname."),
    Column(name="forenames", longest=100, about="Forenames."),
    Column(name="collar", longest=20, about="Collar number."),
    Column(name="kind", longest=60, is_required=True, about="Who they are to the force: one of the kinds below."),
    Column(name="rank", longest=60, about="Rank, or grade of staff."),
    Column(name="post", longest=100, about="The post they hold, as schemes of delegation name it."),
    Column(name="unit_code", longest=40, is_required=True, about="The force’s own code of the unit."),
    Column(
        name="unit_name",
        longest=150,
        about="Name of the unit. Read only where the code is new: the unit is then added.",
    ),
    Column(
        name="unit_under",
        longest=40,
        about="Code of the unit that a new unit stands under. Empty: it stands at the top.",
    ),
    Column(name="line_manager_number", longest=40, about="Person number of their line manager. Empty: none."),
    Column(name="posted_from", longest=30, is_required=True, is_day=True, about="First day of the posting."),
    Column(name="posted_to", longest=30, is_day=True, about="Last day of the posting. Empty: until further notice."),
    Column(name="left_on", longest=30, is_day=True, about="Their last day with the force. Empty: they serve."),
    Column(
        name="account_email",
        longest=254,
        about="Email address of their account in Candour, to link it. Empty: nothing is changed.",
    ),
    Column(name="born_on", longest=30, is_day=True, is_characteristic=True, about="Day of birth."),
    Column(name="sex", longest=40, is_characteristic=True, about="In personnel’s own words."),
    Column(name="gender", longest=40, is_characteristic=True, about="In personnel’s own words."),
    Column(name="ethnicity", longest=80, is_characteristic=True, about="In personnel’s own words."),
    Column(name="religion", longest=80, is_characteristic=True, about="In personnel’s own words."),
    Column(name="disability", longest=80, is_characteristic=True, about="In personnel’s own words."),
    Column(name="sexual_orientation", longest=80, is_characteristic=True, about="In personnel’s own words."),
)
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.is_required)
CHARACTERISTICS = tuple(column.name for column in COLUMNS if column.is_characteristic)


def slot_of(*, file_id: uuid.UUID) -> str:
    """The slot of the run that reads this file: each is read once."""
    return f"file {file_id}"
