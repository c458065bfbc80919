"""Whether an address that an artisan gives was seen on the internet, as the app that visits it says in its
`online_checks.py` (`seen_on(address) -> date | None`). Where none does, nobody has checked what they say."""

from datetime import date

from etabli.foundation.registries import registry_modules


def seen_on(address: str) -> date | None:
    """The last day on which it was seen; None when nobody has looked, or found it."""
    days = (module.seen_on(address) for module in registry_modules("online_checks") if address)
    return max(filter(None, days), default=None)
