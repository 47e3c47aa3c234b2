"""What drafting from one document may cost."""

SECONDS = 600
"""Processor time; by the rules, the time from beginning to end too."""

MEMORY_BYTES = 1_500_000_000

MODEL_SECONDS, MODEL_CALLS = 3_600, 4
"""How long a model is asked about one document: an hour, or as long as so many calls may take."""

GRACE = 120
"""Seconds beyond that for what is said by then to go through the gate."""
