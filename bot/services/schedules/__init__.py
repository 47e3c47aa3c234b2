"""Rounds and questions of the day that come by the clock."""
