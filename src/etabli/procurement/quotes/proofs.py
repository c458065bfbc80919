"""The order of the quotes of a brief comes from the seed committed to when the first one was compared."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.log import pseudonyms
from etabli.community.neutrality.models import LogEntry
from etabli.procurement.quotes.models import Drawing
from etabli.procurement.quotes.records import KIND


def quotes_are_in_the_order_committed_to() -> Iterator[str]:
    """Three statements. A brief whose pseudonym was erased can't be told from the log any more, and is left out."""
    commitments = LogEntry.objects.filter(kind=KIND).values_list("payload__brief", "payload__draw")
    committed = dict(commitments)
    seeds = dict(Drawing.objects.values_list("brief_id", "seed"))
    for pk, name in pseudonyms("brief", seeds).items():
        if name in committed and committed[name] != commitment(seeds[pk]):
            yield _("The order of the quotes of a project was changed: project %(number)d.") % {"number": pk}


PROOFS = [quotes_are_in_the_order_committed_to]
