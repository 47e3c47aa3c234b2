"""Drafts of questions on their way to learners, and the jobs that make them."""
