"""SQLAlchemy tables and queries. Rows never leave this package; domain values do."""
