"""On what ground a chamber writes to somebody by itself.

What such a mail says is the chamber's own free service: no prospecting for goods or services that somebody sells.
Prospecting (code des postes et des communications électroniques, art. L34-5, from art. 22 of the law of 21 June 2004)
asks for an agreement given before: an agreement allows both. No ground is drawn from an address that stands in the
register or in a list of the chamber alone: its owner was told nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.programme.outreach.engine.audience import CONSENT, PARTICIPANT


@dataclass(frozen=True)
class Ground:
    """A lawful basis: `label` for the staff, `text` as the mail itself says it, `law` where it stands."""

    label: str | Promise
    text: str | Promise
    law: str | Promise


GROUNDS: Mapping[str, Ground] = MappingProxyType(
    {
        CONSENT: Ground(
            _("they agreed to be contacted"),
            _("you agreed that we write to you"),
            _("GDPR, article 6.1.a: consent, which can be taken back at any time"),
        ),
        PARTICIPANT: Ground(
            _("they came to a workshop less than 36 months ago, and were told that they may refuse"),
            _("you came to one of our workshops"),
            _("GDPR, article 6.1.e: the chamber’s mission of public interest; article 21: they may refuse"),
        ),
    }
)
