"""Until when the name of a site is rented, as its artisan wrote it: nobody can read it from here."""

from dataclasses import dataclass
from datetime import date

from etabli.programme.visibility.engine.checks.address import mail_domains
from etabli.programme.visibility.engine.checks.judging import Verdict
from etabli.programme.visibility.engine.checks.signs import SHARED_HOSTS

DAYS_BEFORE_END = 30
MAX_YEARS = 11  # a name is rented for ten years at most, and some count the year that runs


@dataclass(frozen=True)
class Registration:
    """The name of a site, the day on which it ends, with whom it is rented ("": not written); whether its artisan is to
    be reminded."""

    domain: str
    ends_on: date
    registrar: str = ""
    reminds: bool = False


def domain_of(address: str) -> str:
    """The name of the site at this address, as it is rented; "" where others have theirs too: nobody rents that."""
    return next(iter(mail_domains(address.partition("/")[0], SHARED_HOSTS)), "")


def site_of(address: str) -> str:
    """What tells this site from another: its name, or on an address that is shared the whole of it."""
    return domain_of(address) or address.rstrip("/")


def registration_verdicts(registration: Registration | None, today: date) -> dict[str, Verdict]:
    """What its end comes to today; nothing when nobody wrote it."""
    if registration is None:
        return {}
    days = (registration.ends_on - today).days
    if days < 0:
        return {"domain-ended": Verdict("mend")}
    return {"domain-ends": Verdict("mend" if days <= DAYS_BEFORE_END else "fine", {"days": days})}
