from django.utils.translation import gettext_lazy as _

from etabli.foundation.registries import Personal, visible_to_nobody

LANGUAGE = Personal(_("Writing to you in your language"), basis="public interest", retention_months=36)
PERSONAL = {"parties.Party": {"language": LANGUAGE}}
OWNERS = {"parties.Party": "pk"}
VISIBLE = {"parties.Party": visible_to_nobody}
NAMES = {
    "parties.Party": _("In which language you read"),
    "parties.Party.language": _("language"),
}
CODES = ["parties.Party.language"]
NOT_PERSONAL = {"parties.Party": ["id", "kind"]}
