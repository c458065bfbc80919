"""Who wrote what in a brief, by name."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Party
from etabli.procurement.briefs.models import Brief


def names_of(brief: Brief, parties: Iterable[int]) -> dict[int, str]:
    """The names of these parties: the artisan's, and the staff's. One statement, or none."""
    its_own, others = brief.person.party_id, set(parties) - {brief.person.party_id}
    staff = Party.objects.filter(pk__in=others, kind=PartyKind.USER).values_list("pk", "user__name")
    names = {pk: name or _("the adviser") for pk, name in staff} if others else {}
    return {**dict.fromkeys(others, _("somebody")), **names, its_own: brief.person.name}
