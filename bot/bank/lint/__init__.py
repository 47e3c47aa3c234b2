"""Flaws of item writing: what is well formed and proven, and still a poor question.

A finding has a stable code: L01 to L19 look at one question, L31 to L35 at the whole bank.
Rules that hang on words know English and Russian; in another language they say nothing.
Sources: Haladyna, Downing and Rodriguez 2002; the item-writing guide of the NBME.
"""
