"""Timeliness, repeat officers, disparity and forecast, computed over plain statistics."""
