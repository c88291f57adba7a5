"""Whether a text holds what is somebody else's, however it is written there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.queries.informing import sentences
from cases.queries.informing.names import Somebody, found

SEAN = Somebody(
    name="Seán O’Brien-Lee",
    collar="J 37",
    phone="+44 7700 900123",
    email="Sean@post.example",
    address="1 High Street, Exampleton, EX1 1AA",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Seán came", ["sean"], id="as-it-is"),
        pytest.param("SEAN came", ["sean"], id="folded"),
        pytest.param("Mr O'Brien came", ["obrien", "brien"], id="with-an-apostrophe"),
        pytest.param("The O Brien house", ["brien"], id="in-two"),
        pytest.param("Obriens", ["obrien"], id="possessive-without-one"),
        pytest.param("Lee/Smith", ["lee"], id="beside-a-stroke"),
        pytest.param("Leeds, and sleep", [], id="within-another-word"),
        pytest.param("O", [], id="a-part-of-one-letter"),
        pytest.param("officer J37", ["J 37"], id="collar"),
        pytest.param("officer j-37.", ["J 37"], id="collar-with-a-dash"),
        pytest.param("on 37 days", [], id="part-of-a-collar"),
        pytest.param("call 07700 900 123", ["+44 7700 900123"], id="phone-at-home"),
        pytest.param("call 0044-7700-900123", ["+44 7700 900123"], id="phone-from-abroad"),
        pytest.param("call 07700 900124", [], id="another-phone"),
        pytest.param("sean@POST.example", ["sean", "Sean@post.example"], id="email"),
        pytest.param("at 1 high street", ["1 High Street"], id="street"),
        pytest.param("at 11 High Street", [], id="another-number"),
        pytest.param("in EX11AA", ["EX11AA"], id="postcode"),
        pytest.param("We will write again on 3 March 2026.", [], id="nothing"),
        pytest.param("", [], id="empty"),
    ],
)
def test_what_is_found(text: str, words: list[str]) -> None:
    assert found(text=text, others=[SEAN]) == words


def test_a_name_in_another_script_is_found_too() -> None:
    assert found(text="Позвоните: Иван.", others=[Somebody(name="Иван Петров")]) == ["иван"]


LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzÀÉÎõü", min_size=3, max_size=12)
AROUND = st.sampled_from([" ", ".", ", ", "/", "\n", "(", "”", "-", ": ", "!"])


@given(name=LETTERS, before=AROUND, after=AROUND, case=st.sampled_from([str, str.upper, str.title]))
def test_a_name_that_stands_in_a_text_is_always_found(name: str, before: str, after: str, case: type[str]) -> None:
    text = f"We spoke to{before}{case(name)}{after}yesterday"
    assert found(text=text, others=[Somebody(name=f"Zoë {name}")])


@given(st.lists(st.sampled_from(sorted(sentences.EVENTS)), max_size=8), st.sampled_from(["complainant", "affected"]),
       st.sampled_from(["investigating", "recorded", "handling"]))  # fmt: skip
def test_no_sentence_stands_in_a_draft_that_is_not_of_the_list(keys: list[str], role: str, stage: str) -> None:
    said = sentences.progress(keys=keys, role=role, stage=stage).split("\n\n")
    assert set(said) <= sentences.EVERY_SENTENCE
    assert len(said) == len(keys) + 1


def test_every_sentence_is_plain_and_ends() -> None:
    for said in sentences.EVERY_SENTENCE:
        assert said.endswith(".")
        assert "{" not in said
