"""Trình chiếu."""
