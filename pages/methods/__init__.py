"""Phương pháp."""
