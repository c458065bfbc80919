from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF
from etabli.foundation.registries import NavEntry

ENTRIES = [NavEntry(_("Write"), "outreach:mailings", STAFF, order=62)]
