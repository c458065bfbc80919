from django.utils.translation import gettext_lazy as _

PERSONAL: dict[str, object] = {}
NAMES = {"parties.Party.language": _("the language in which you read")}
NOT_PERSONAL = {"parties.Party": ["id", "kind", "language"]}
