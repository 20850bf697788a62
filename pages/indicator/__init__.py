"""Chỉ tiêu."""
