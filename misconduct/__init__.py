"""The law of police misconduct in England and Wales, as plain Python.

What lives here: where a rule comes from, which version of it governs an act, the time limits, the Standards of
Professional Behaviour, the stages of a matter, severity, outcomes. Standard library only: no Django, no system clock,
no input or output, so that a lawyer's question can be answered by running one function.
"""
