"""Matters: lists, the pages of one, who may see it, walls."""
