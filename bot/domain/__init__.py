"""Pure rules and values: no I/O, no clock, no randomness of their own.

Standard library only, but for rapidfuzz, which counts the edits between two texts and nothing else.
"""
