"""Finding a page, or an answer of the help: what no row stands behind."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.rooms import Passage
from etabli.front.answers import QUESTIONS

ALL = frozenset(Role)
KNOWN = ALL - {Role.NOBODY, Role.BEARER}

PASSAGES = [
    *(Passage(one.asked, "front:help", ALL, one.answer, one.place) for one in QUESTIONS),
    Passage(_("Your data"), "front:privacy", ALL, _("What we keep of you, why, and for how long; erasure")),
    Passage(_("Accessibility"), "front:accessibility", ALL, _("How far everybody can use Établi")),
    Passage(_("What I did"), "people:history", KNOWN, _("The history; take back, restore, undo")),
]
