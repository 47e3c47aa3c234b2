"""Rounds, their polls, and who takes part."""
