"""What a parse of stem and cited sentence shows against a candidate: an optional filter."""
