"""Lists of persons, counted without keeping anybody: identifiers become keyed hashes in memory, and only counts come out."""
