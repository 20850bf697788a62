"""How a number looks: shell, language, state, format, blocks, charts and maps."""

from ui.memory import return_freed_memory

return_freed_memory()
