"""A person at a keyboard, and how long they would take: the keystroke-level model of Card, Moran and Newell (1980).

    K  0.20 s  one key: a letter, Tab, an arrow, Space, Enter (an average skilled typist)
    P  1.10 s  pointing with a mouse; nobody here uses one
    M  1.35 s  making up one's mind, once for each group of fields
    R  0.50 s  waiting for the page or for a list of people

What is told on the telephone, and what somebody thinks about the matter itself, is no part of it.
"""

from dataclasses import dataclass

from playwright.sync_api import Page

KEY, POINT, MIND, WAIT = 0.2, 1.1, 1.35, 0.5


@dataclass(kw_only=True)
class Hands:
    """Whoever types, and what they have done so far."""

    page: Page
    keys: int = 0
    minds: int = 0
    waits: int = 0
    stops: int = 0

    def thinks(self) -> None:
        """Makes up their mind about the next group of fields."""
        self.minds += 1

    def types(self, text: str, *, counted: bool = True) -> None:
        """Types into whatever has the focus. A narrative need not be counted."""
        self.page.keyboard.type(text)
        self.keys += len(text) if counted else 0

    def presses(self, key: str, times: int = 1) -> None:
        """One key, so many times."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def tabs_to(self, wanted: str, *, most: int = 45) -> None:
        """Goes on with Tab until the field of this id, or the button of these words, has the focus."""
        for _ in range(most):
            if self.here() == wanted:
                return
            self.presses("Tab")
            self.stops += 1
        raise AssertionError(f"{wanted} is not within {most} stops; here is {self.here()}")

    def waits_for_it(self) -> None:
        """Until the page has answered."""
        self.waits += 1

    def here(self) -> str:
        """What has the focus: its id, or the words of a button or a summary."""
        return str(
            self.page.evaluate("document.activeElement.id || document.activeElement.innerText.trim().split('\\n')[0]")
        )

    @property
    def seconds(self) -> float:
        """The estimate."""
        return self.keys * KEY + self.minds * MIND + self.waits * WAIT

    def said(self, what: str) -> str:
        """The estimate in one line, for whoever reads the output of the tests."""
        parts = f"{self.keys} K, {self.minds} M, {self.waits} R, {self.stops} tab stops"
        return f"KLM {what}: {self.seconds:.1f} s ({parts})"
