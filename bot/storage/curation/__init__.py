"""Drafts and their queue, until they are published."""
