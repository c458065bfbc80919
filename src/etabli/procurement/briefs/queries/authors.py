"""Who wrote what in a brief, by name."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from etabli.foundation.people.models import User
from etabli.procurement.briefs.models import Brief


def names_of(brief: Brief, keys: Iterable[str]) -> dict[str, str]:
    """The names behind these keys of the journal: the artisan's, and the staff's. One statement, or none."""
    numbers = {key: int(key.removeprefix("user:")) for key in set(keys) if key.startswith("user:")}
    users = dict(User.objects.filter(pk__in=numbers.values()).values_list("pk", "name")) if numbers else {}
    names = {key: users.get(number) or _("the adviser") for key, number in numbers.items()}
    return {**dict.fromkeys(keys, _("somebody")), f"person:{brief.person_id}": brief.person.name, **names}
