from django.utils.translation import gettext_lazy as _

PERSONAL: dict[str, dict[str, object]] = {}
OWNERS: dict[str, str] = {}
NAMES = {"estimates.Estimate": _("Estimates of the desk")}
# Numbers of people and half-days, codes of themes and stages, ids of relays: no name, no address.
NOT_PERSONAL = {"estimates.Estimate": ["id", "chamber", "kind", "version", "computed_at", "values"]}
