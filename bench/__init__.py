"""Measurements that can be repeated, each printing ratios."""
