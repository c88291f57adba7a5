"""The case file: everything a department records about a matter, and the doors through which people reach it.

Rooms, from the one that everything may import down to the one that imports nothing of ours:
`portal | staff | api | tasks | management`, `web`, `analytics`, `operations`, `queries`, `access`, `models`,
`workforce`, `accounts`, `reports`, `jobs`, `audit`. Imports run one way; `pyproject.toml` enforces it.
"""
