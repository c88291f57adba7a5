"""What the law answers with when it has no answer."""


class NoAnswer(ValueError):
    """The question cannot be answered as it was put; the message says why, and what would be valid, in plain words."""


def listed(names: list[str]) -> str:
    """The names in one sentence, or that there are none."""
    return ", ".join(names) if names else "none"
