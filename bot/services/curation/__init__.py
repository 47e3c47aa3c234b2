"""Drafts on their way to learners: one queue, three doors."""
