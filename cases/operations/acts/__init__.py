"""Doing acts of the law in a matter: what the page of an act calls, and what some acts do besides."""
