"""People, their groups, and how they are named."""
