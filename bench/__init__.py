"""Measurements at a size that the shipped bank does not have: ``make bench``."""
