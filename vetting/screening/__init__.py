"""The whole-workforce check against an outside extract such as the Police National Database."""
