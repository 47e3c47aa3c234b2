"""The shipped bank and what it cites."""
