"""Sentences and phrases that stand alone, outside their text."""
