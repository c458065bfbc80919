from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.registries import NavEntry

ENTRIES = [NavEntry(label=_("Assemblies"), url_name="assembly:list", roles=ASSOCIATION, order=45)]
