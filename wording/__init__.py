"""How numbers, verdicts and places are said and coloured, in Vietnamese and English, on screens and in files alike."""
