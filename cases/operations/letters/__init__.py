"""Letters: their templates, making one, sending and serving it, and whether somebody may be written to.

What other acts of a matter need of them is handed out here; each page imports the module of what it does.
"""

from cases.operations.letters.waiting import (
    OUTCOME_OF_A_CALL,
    address_anew,
    name_category_anew,
    outcome_of_a_call,
    put_right,
    wait_for,
)

__all__ = [
    "OUTCOME_OF_A_CALL",
    "address_anew",
    "name_category_anew",
    "outcome_of_a_call",
    "put_right",
    "wait_for",
]
