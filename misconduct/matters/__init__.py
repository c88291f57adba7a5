"""What kind of matter it is, how a complaint is handled, what it is about, and how it ended.

`kinds.py`: the kinds, and what may be treated as what. `appropriate_authority.py`: who decides. `handling.py`: inside
or outside Schedule 3. `categories.py`: the national list. `results.py`: how complaints end. `withdrawal.py`: what
follows when a complainant withdraws. Software asks and reminds; a person answers every question and takes every
decision.
"""
