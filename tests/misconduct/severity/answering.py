"""Short ways to answer questions in tests, and every way in which one may stand."""

from collections.abc import Iterable

from hypothesis import strategies as st

from misconduct.severity import FACTORS, Answer, Said, Score, score

SPECIAL = [key for key, factor in FACTORS.items() if factor.is_special]


def answer(factor: str, said: Said = Said.YES, *, is_tick: bool = False) -> Answer:
    return Answer(factor=factor, said=said, author="A. Caseworker", note="as the report says", is_tick=is_tick)


def answers(*, yes: Iterable[str] = (), unknown: Iterable[str] = ()) -> list[Answer]:
    """Everything answered by a person: no to whatever is not named."""
    said = dict.fromkeys(FACTORS, Said.NO) | dict.fromkeys(unknown, Said.UNKNOWN) | dict.fromkeys(yes, Said.YES)
    return [answer(factor, one) for factor, one in said.items()]


def triaged(*yes: str, unknown: Iterable[str] = ()) -> Score:
    return score(answers=answers(yes=yes, unknown=unknown))


def any_answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Any state of all questions: untouched (not there), yes, no, not known, or ticked on the portal."""

    def states(factor: str) -> st.SearchStrategy[Answer | None]:
        return st.sampled_from([None, *(answer(factor, said) for said in Said), answer(factor, is_tick=True)])

    drawn = st.fixed_dictionaries({factor: states(factor) for factor in FACTORS})
    return drawn.map(lambda given: {factor: one for factor, one in given.items() if one})


def any_triaged() -> st.SearchStrategy[dict[str, Answer]]:
    """The same, where a person answered every question of special weight."""
    persons = st.fixed_dictionaries({factor: st.sampled_from(Said) for factor in SPECIAL})
    return st.tuples(any_answers(), persons).map(
        lambda both: both[0] | {factor: answer(factor, said) for factor, said in both[1].items()}
    )
