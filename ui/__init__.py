"""How a number looks: shell, language, state, format, blocks, charts and maps."""
