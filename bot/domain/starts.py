"""Work that is begun anew after a restart, and may be what ends the bot."""

MOST_STARTS = 3
"""How often it is begun before it is given up."""
