"""The list follows the acts: what becomes of an ad, of its answers or of its artisan's agreement is seen at once."""

from collections.abc import Sequence

from etabli.community.market.models import Ad, Answer
from etabli.community.moderation.listeners import close_or_reopen
from etabli.community.neutrality.row_cache import note_change
from etabli.foundation.people.models import Consent
from etabli.foundation.registries import Done


def follow(acts: Sequence[Done]) -> None:
    """No statement when the list can't have changed; some more for an agreement, to find its ads and their cases."""
    touched = {done.subject.pk for done in acts if isinstance(done.subject, Ad)}
    touched |= {done.subject.ad_id for done in acts if isinstance(done.subject, Answer)}
    if consents := [
        done.subject.pk for done in acts if isinstance(done.subject, Consent) and not done.is_new
    ]:
        agreed = set(Ad.objects.filter(consent__in=consents).values_list("pk", flat=True))
        touched |= agreed
        close_or_reopen("market.ad", agreed)
    if touched:
        note_change("ads", touched)


LISTENERS = [follow]
