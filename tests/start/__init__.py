"""Tests of the launcher. They need neither Django nor a database that somebody else started."""
