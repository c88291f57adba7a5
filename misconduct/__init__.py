"""The law of police misconduct in England and Wales, as plain Python.

What lives here: where a rule comes from, which version of it governs an act, and every time limit with the way it is
counted. Standard library only: no Django, no system clock, no input or output, so that a lawyer's question can be
answered by running one function: `deadlines.work_out(question=questions.ask(…), calendar=…)`.
"""
