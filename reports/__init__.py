"""Files to take away, made from the same query results as the screens."""
