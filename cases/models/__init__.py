"""The case and what hangs on it, one file a model."""
