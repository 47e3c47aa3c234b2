"""Documents of several formats as numbered passages."""
