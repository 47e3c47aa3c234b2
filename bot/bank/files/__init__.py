"""The bank's files as YAML: their shape, and values read from and written to them."""
