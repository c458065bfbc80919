"""Finding a page, an act, or an answer of the help: what no row stands behind."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Passage
from etabli.front.help_answers import QUESTIONS, HelpQuestion
from etabli.front.searchable_acts import ACTS, PUBLIC

ALL_ROLES = frozenset(Role)
ARTISAN_ROLES = frozenset({Role.ARTISAN})
KNOWN_ROLES = ALL_ROLES - {Role.NOBODY, Role.BEARER}


def _readers(question: HelpQuestion) -> frozenset[str]:
    """What comes first does so for those whom the service serves: before what the staff look up, it is in the way."""
    return PUBLIC if question.comes_first else ALL_ROLES


PASSAGES = [
    *ACTS,
    *(
        Passage(q.asked, "front:help", _readers(q), q.answer, q.place, q.searched, q.comes_first)
        for q in QUESTIONS
    ),
    Passage(
        _("Your data"), "front:privacy", ALL_ROLES, _("What we keep of you, why, and for how long; erasure")
    ),
    Passage(
        _("Call us"),
        "front:help",
        ALL_ROLES,
        _("The telephone of the chamber, and when somebody answers"),
        "call",
    ),
    Passage(
        _("Legal notices"), "front:legal", ALL_ROLES, _("Who publishes this site, and where it is hosted")
    ),
    Passage(_("Accessibility"), "front:accessibility", ALL_ROLES, _("How far everybody can use Établi")),
    Passage(
        _("My path"), "journeys:path", ARTISAN_ROLES, _("What is done, what waits, the next thing to do")
    ),
    Passage(_("Put my path aside"), "journeys:pause", ARTISAN_ROLES, _("Pause, until a day that you choose")),
    Passage(_("What I did"), "people:history", KNOWN_ROLES, _("The history; take back, restore, undo")),
]
