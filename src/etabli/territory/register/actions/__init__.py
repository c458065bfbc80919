"""The acts on the register: bringing it up to date, saying what a person is by trade."""

from etabli.territory.register.actions.attaching import attach_artisan
from etabli.territory.register.actions.importing import import_register

__all__ = ["attach_artisan", "import_register"]
