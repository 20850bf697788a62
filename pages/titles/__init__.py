"""Danh hiệu."""
