"""What a measurement says while it runs."""


def say(line: str) -> None:
    """A line to read, at once."""
    print(line, flush=True)
