"""Xếp hạng và so sánh."""
