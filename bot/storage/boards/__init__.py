"""Totals, standings and seasons, which all follow from the log."""
