"""What other apps say of a half-day to its artisan: their `half_day_texts.py` holds `text_of(appointment) -> str`, who
pays for it, "" when nobody was asked."""

from etabli.foundation.registries import registry_modules
from etabli.programme.support.models import Appointment


def payer_of(appointment: Appointment) -> str:
    """Who pays for it, in a sentence or two; "" when nobody was asked."""
    texts = (module.text_of(appointment) for module in registry_modules("half_day_texts"))
    return next(filter(None, texts), "")
