from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Passage

ARTISANS = frozenset({Role.ARTISAN})
PASSAGES = [
    Passage(_("My path"), "journeys:path", ARTISANS, _("What is done, what waits, the next thing to do")),
    Passage(_("Put my path aside"), "journeys:pause", ARTISANS, _("Pause, until a day that you choose")),
]
