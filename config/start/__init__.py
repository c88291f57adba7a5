"""The launcher behind `bin/up`, `bin/test` and `bin/check`.

It uses the standard library only, because it runs before `.venv` exists and is what makes it.
"""
