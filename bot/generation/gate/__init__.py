"""The gate: what a candidate of any backend must be before a person looks at it."""
