"""When something is wrong, the page says what, what was kept and what to do next."""

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest

from tests.journeys.browsing import press
from tests.journeys.conftest import Doors, Visitor
from tests.journeys.people import INVESTIGATOR

pytestmark = pytest.mark.journey


def test_pages_that_may_not_be_opened(colleague: Callable[[str], Visitor]) -> None:
    me = colleague(INVESTIGATOR)
    me.opens("/system/")
    assert me.heading == "You do not have permission to open this page"
    assert "Administrator" in me.page.inner_text("main")
    _says_how_to_go_on(me)
    me.looks("error-403")
    me.opens("/not/there/")
    assert me.heading == "This page is not here"
    _says_how_to_go_on(me)
    me.looks("error-404")


def test_a_form_without_its_token(visitor: Callable[..., Visitor]) -> None:
    me = visitor()
    me.opens("/log-in/")
    me.page.context.clear_cookies()
    press(me.page, "main button:text-is('Log in')")
    assert me.heading == "This form has expired"
    assert "Nothing was saved." in me.page.inner_text("main")
    _says_how_to_go_on(me)
    me.looks("error-form-expired")


@pytest.mark.parametrize("door", ["portal", "staff"])
def test_what_cannot_be_read(doors: Doors, door: str) -> None:
    request = urllib.request.Request(getattr(doors, door) + "/", headers={"Host": "not-our-name.example"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10)
    with refusal.value as answer:
        said = answer.read().decode()
    assert refusal.value.code == 400
    assert "We could not read what your browser sent" in said
    assert 'href="/"' in said


def _says_how_to_go_on(me: Visitor) -> None:
    assert me.page.locator("main a[href='/']").count() == 1
    assert "give this reference" in me.page.inner_text("main")
    assert "Demo:" in me.page.inner_text("header")
