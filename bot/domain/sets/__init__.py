"""Sets of questions: their codes, objectives, uploads and versions."""
