"""What the directory tells."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import ASSOCIATION
from etabli.foundation.registries import Kind

MESSAGE = Kind("directory.message", _("A message by the directory"), ASSOCIATION)
KINDS = [MESSAGE]
