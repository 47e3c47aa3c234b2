"""A group's settings and schedules."""
