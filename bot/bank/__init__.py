"""Question files and formats, turned into domain values; problems carry file and line."""
