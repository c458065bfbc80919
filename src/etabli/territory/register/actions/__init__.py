"""The acts on the register: bringing it up to date, saying what a person is by trade."""

from etabli.territory.register.actions.asking import refuse_import, start_import
from etabli.territory.register.actions.attaching import attach_artisan
from etabli.territory.register.actions.importing import import_register
from etabli.territory.register.actions.sheets import (
    forget_sheet,
    give_sheet,
    import_sheet,
    start_sheet,
)

__all__ = [
    "attach_artisan",
    "forget_sheet",
    "give_sheet",
    "import_register",
    "import_sheet",
    "refuse_import",
    "start_import",
    "start_sheet",
]
