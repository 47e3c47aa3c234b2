"""Texts as numbered passages, and the words, numbers, dates and names in them."""
