"""The anchor: the last hash of the log, told each month to those who can keep it elsewhere."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from etabli.community.neutrality.models import Chain
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.telling import tell_once
from etabli.foundation.notify.prose import gettext as _
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.registries import Kind, Words

ANCHOR = Kind(
    "neutrality.anchor",
    gettext_lazy("The mark of the neutrality log, each month"),
    frozenset({Role.BOARD, Role.MANAGER}),
    channel="digest",
)
KINDS = [ANCHOR]


def tell_anchor(at: datetime) -> None:
    """Once a month, tell each board member and each chamber's management how far the log goes, and its last hash.

    Whoever rewrites the log can't rewrite what they keep. Three statements once all were told.
    """
    month = timezone.localdate(at).strftime("%Y-%m")
    chain = Chain.objects.first()
    if chain is None or not chain.length:
        return
    existing_keys = set(
        Notice.objects.filter(key__startswith=f"anchor:{month}:").values_list("key", flat=True)
    )
    for membership in _keepers():
        if (key := f"anchor:{month}:{membership.pk}") not in existing_keys:
            with transaction.atomic():
                tell_once(ANCHOR, to=membership, words=lambda: _words(chain), key=key, at=at)


def _keepers() -> list[Membership]:
    keepers = Membership.objects.filter(ended_on=None, role__in=ANCHOR.roles)
    return list(keepers.select_related("organisation", "user"))


def _words(chain: Chain) -> Words:
    text = _(
        "Entries of the neutrality log: %(count)d. Its mark today is:\n\n%(hash)s\n\n"
        "Keep this message. If somebody rewrote the log later, this mark would no longer be in it."
    ) % {"count": chain.length, "hash": chain.last_hash}
    title, url = _("Neutrality log: the mark to keep this month"), reverse("neutrality:explained")
    return Words(title, text, url, _("How the draws work"))
