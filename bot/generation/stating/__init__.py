"""Statements to be judged true or false: made of what a sentence says, and few of them kept."""
