"""A reminder before a complaint is closed during a call: what is often grave is looked at twice. Ours, no law."""

import re

from cases.operations.intake.suggestions import WORDS as SUGGESTED
from cases.operations.intake.suggestions import suggest
from cases.operations.intake.values import NewMatter
from misconduct.matters.categories import find

# Categories and sub-categories of which four noes are rare. Candour's own table: it asks again and decides nothing.
LOOK_TWICE = ("B4", "F", "G", "J")
ASKED = "alleges_crime_or_discipline"
AGAIN = (
    "might it, if proved, be a crime or justify disciplinary proceedings? "
    "Answer the questions again, or give a reason below. This is our own reminder, not law"
)
CHOSEN = f"You chose “{{code}} {{name}}”: {AGAIN}"
WRITTEN = f"What was written speaks of {{name}} (“{{word}}”): {AGAIN}"
# Whoever else hits somebody. A false alarm costs a sentence, and a silence a complaint: so nothing stands in between
# but what cannot turn it round. “My husband was hit” and “my husband PC Smith hit me” are asked about again.
OTHERS = (
    r"(?:ex|ex-(?:partner|husband|wife|boyfriend|girlfriend)|partner|husband|wife|boyfriend|girlfriend|neighbours?"
    r"|burglars?|thie(?:f|ves)|someone|somebody|stranger|youths?|kids|teenagers?|gang|driver|cyclist|car|lorry|van|bus)"
)
BETWEEN = r"(?:(?:has|had|have|then|just|also|again|once|twice|often|always) )?"
HITS = r"(?:hit|assault|threw|thrown|push|punch|kick|slap|beat|chok|strangl|grabb|shov|struck|stamp)\w*"
# What callers say of whoever wronged them, of the police as a whole, or as a figure of speech: of no use of force, no
# corruption and no discrimination. A suggestion may rest on it all the same; a reminder on these would be no reminder.
NOT_MEANT = re.compile(
    r"\b(?:"
    rf"(?<!police )(?<!and )(?<!and my ){OTHERS} {BETWEEN}{HITS}"
    r"|report(?:ed|ing)? (?:an?|the|my|his|her|this) (?:\w+ )?assaults?(?! (?:\w+ ){0,4}?by\b)"
    r"|victim of (?:an? )?(?:\w+ )?assault(?!s? (?:\w+ ){0,4}?by\b)"
    r"|assault (?:case|investigation|report)"
    r"|hit(?: |-)and(?: |-)run"
    r"|hit by (?:a|an|the) (?:car|cyclist|lorry|van|bus)"
    r"|beat (?:bobby|manager|officers?|team|sergeant|constable)"
    r"|dragg(?:ed|ing) (?:on (?:for|since|and)|out (?:for|since)|its feet|their feet)"
    r"|(?:threw|thrown) (?:out (?:of court|by)|away)"
    r"|(?:date|rubber)[- ]stamp\w*|stamped addressed|postage stamps"
    r"|pinned (?:up (?:on|in)|to the board)"
    r"|sore throat"
    r"|tackl(?:e|ed|ing) (?:crime|anti-social|drugs|the (?:problem|issue))"
    r"|(?:the|your|our|this|that|police|another|task|air|armed|response|in|into) forces?(?! (?:\w+ ){0,2}used)"
    r"|force (?:area|control|headquarters|number|policy|website)"
    r"|forced (?:entry|open|the (?:back |front )?(?:door|gate|window|lock)|to (?!the (?:floor|ground|wall)))"
    r"|(?:no|any|without) force"
    r"|restraining orders?"
    r"|kick(?:ed|ing|s)? (?:off|up a)"
    r"|push(?:ed|ing|es)? (?:for\b|from pillar|the (?:case|date|appointment) back)"
    r"|struck (?:me as|off|by (?:a|an|the) (?:bus|car|cyclist|lorry|van))"
    r"|knees? (?:operation|replacement|surgery)"
    r"|spray(?:ed)?[- ]paint\w*"
    r"|stolen|thefts?"
    r"|(?:burglars?|neighbours?|someone|somebody|thie(?:f|ves)) (?:\w+ )?(?:stole|steal\w*)"
    r"|deaf ears"
    r"|disabled (?:badge|bay|parking|space|toilet)\w*"
    r")"
)


def asked_again(*, matter: NewMatter) -> str:
    """What is asked again of a matter before four noes close it: of the category chosen, then of what was written.

    Empty where nothing is.
    """
    codes = (one.sub_category or one.category for one in matter.allegations)
    if found := next((code for code in codes if code.startswith(LOOK_TWICE)), ""):
        return CHOSEN.format(code=found, name=find(code=found).name)
    text = NOT_MEANT.sub(" – ", " ".join(matter.what_happened.casefold().split()))
    spoken = (one for one in suggest(text=text, most=len(SUGGESTED)) if one.code.startswith(LOOK_TWICE))
    one = next(spoken, None)
    return WRITTEN.format(name=_within(one.name), word=one.word) if one else ""


def _within(name: str) -> str:
    return name[:1].lower() + name[1:]
