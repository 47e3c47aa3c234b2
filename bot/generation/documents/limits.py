"""How large a document may be, and what reading it may cost."""

FILE_BYTES = 20_000_000
"""As much as Telegram lets a bot download."""

CHARACTERS = 3_000_000
PARAGRAPHS = 20_000
"""As many as a bibliography can pin."""

ELEMENTS = 100_000
"""Paragraphs of a Word document with those that are empty or in tables: each takes 0.1 ms."""

PAGES = 2_000
UNPACKED_BYTES = 100_000_000
"""What the parts of an archive may have together, unpacked."""

PARTS = 5_000
SECONDS = 60
MEMORY_BYTES = 1_500_000_000
DEPTH = 200
"""Elements nested in one another."""

MEGABYTE = 1_000_000

SHORT_ENTRY = 12
"""Words up to which the entries of a list stand together in one paragraph."""
