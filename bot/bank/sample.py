"""The file that `/sample` sends: a short set with every type of question, explained by comments."""

from pathlib import Path

SAMPLE_NAME = "tea.yaml"


def sample() -> bytes:
    """The sample set as a UTF-8 file."""
    return (Path(__file__).parent / "sample.yaml").read_bytes()
