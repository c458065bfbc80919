from django.utils.translation import gettext_lazy as _

from etabli.foundation.rooms import Personal

PERSONAL: dict[str, dict[str, Personal]] = {}
NAMES = {"parties.Party.language": _("the language in which you read")}
NOT_PERSONAL = {"parties.Party": ["id", "kind", "language"]}
