"""How many questions a page asks the database."""

from django.test.utils import CaptureQueriesContext

# A test's own transaction makes each request a savepoint of it.
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT")


def asked_of(questions: CaptureQueriesContext) -> int:
    """All questions of a request; beginning and ending its transaction is none."""
    return sum(not question["sql"].startswith(NO_QUESTION) for question in questions)
