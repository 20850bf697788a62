"""Damaged and hostile workbooks: the gallery's files, broken in every way we could think of, and what loading does with them."""
