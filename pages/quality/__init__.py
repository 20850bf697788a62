"""Chất lượng số liệu."""
