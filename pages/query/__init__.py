"""Truy vấn SQL."""
