"""Typed templates: each finds one kind of fact in a text and words the question about it."""
