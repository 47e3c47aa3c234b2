"""Commands: thin, one line of error for what a person can mend."""
