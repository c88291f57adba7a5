"""Rates, ratios, intervals and survival curves as plain Python functions over plain numbers."""
