"""Measurements beside a named baseline in the same run; never part of the tests."""
