"""Finding the pages of visibility, in the reader's language."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Passage

READERS = frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN})
PASSAGES = [
    Passage(
        _("What people see of me"),
        "visibility:start",
        READERS,
        _("Give the address of your site: what to mend first, in half a minute."),
        searched=_("check my site, test, https, slow site, legal notices, cookies"),
    ),
    Passage(
        _("Search for myself"),
        "visibility:search",
        READERS,
        _("Search for yourself as a customer does. We say what to type."),
        searched=_("find myself, Google, first page, without a site, listing, reviews"),
    ),
]
