"""The pages of matters: lists, the case page and everything that is done on it."""
