"""How a number looks: shell, language, state, format, blocks, charts and maps."""

from ui.memory import return_freed_memory
from warehouse.lean import keep_pandas_out

return_freed_memory()
keep_pandas_out()
