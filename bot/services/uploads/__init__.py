"""Question sets that instructors send."""
