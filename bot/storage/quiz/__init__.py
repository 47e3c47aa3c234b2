"""Attempts, the log of responses, and how far a learner is."""
