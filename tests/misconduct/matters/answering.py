"""Ways of answering questions in tests."""

from collections.abc import Iterable

from hypothesis import strategies as st

from misconduct.matters.answers import Answer

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def every(keys: Iterable[str], answer: Answer = NO, **but: Answer) -> dict[str, Answer]:
    return {**dict.fromkeys(keys, answer), **but}


def any_answers(keys: Iterable[str]) -> st.SearchStrategy[dict[str, Answer]]:
    """Every combination of yes, no and not known; what is left out is not known, too."""
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(Answer) for key in keys})
