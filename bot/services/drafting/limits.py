"""What drafting from one document may cost."""

SECONDS = 600
"""Processor time, and the time from beginning to end."""

MEMORY_BYTES = 1_500_000_000
