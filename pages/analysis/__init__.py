"""Phân tích."""
