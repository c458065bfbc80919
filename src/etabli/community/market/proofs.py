"""The order of each ad's answers comes from the seed committed to when it was passed on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from etabli.community.market.models import Ad
from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.log import pseudonyms
from etabli.community.neutrality.models import LogEntry


def answers_are_in_the_order_committed_to() -> Iterator[str]:
    """Two statements. An ad whose pseudonym was erased can't be told from the log any more, and is left out."""
    commitments = LogEntry.objects.filter(kind="ad.passed_on").values_list("payload__ad", "payload__draw")
    committed = dict(commitments)
    seeds = dict(Ad.objects.values_list("pk", "draw_seed"))
    names = pseudonyms("ad", seeds)
    for pk, name in names.items():
        if name in committed and committed[name] != commitment(seeds[pk]):
            yield _("The order of the answers to an ad was changed: ad %(number)d.") % {"number": pk}


PROOFS = [answers_are_in_the_order_committed_to]
