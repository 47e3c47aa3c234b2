"""Leaderboards: what counts on them, their periods and seasons, and what moved."""
