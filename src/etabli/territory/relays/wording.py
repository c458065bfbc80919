"""What people read of a file of relays: the names of its columns, why a row is left out."""

from django.utils.translation import gettext as _

from etabli.territory.relays.engine.imported_relay import Fault
from etabli.territory.relays.models import relay_field


def column_names() -> dict[str, str]:
    """The fields that a spreadsheet may hold, in the order in which they are shown."""
    return {
        "name": _("Name"),
        "kind": _("Kind"),
        "commune": _("Commune"),
        "insee": _("INSEE code"),
        "postal_code": _("Postal code"),
        "address": _("Address"),
        "contact_name": _("Contact"),
        "contact_role": _("Position"),
        "email": _("E-mail"),
        "phone": _("Telephone"),
        "website": _("Website"),
        "opening_hours": _("Opening hours"),
        "pivot": _("SIRET"),
    }


def field_name(name: str) -> str:
    """A field of a relay as the preview of a file calls it."""
    return column_names().get(name) or str(relay_field(name).verbose_name)


def reason_sentence(fault: str) -> str:
    """Why a row or a value is left out, and how to mend it."""
    return {
        Fault.NO_NAME: _("no name"),
        Fault.NO_COMMUNE: _("neither a commune nor a postal code"),
        Fault.UNKNOWN_COMMUNE: _("this commune is not known here"),
        Fault.SEVERAL_COMMUNES: _("several communes may be meant: add the INSEE code"),
        Fault.BAD_PHONE: _("this is no telephone number"),
        Fault.BAD_EMAIL: _("this is no e-mail address"),
        Fault.BAD_WEBSITE: _("this is no address of a site"),
        Fault.TOO_LONG: _("this is too long"),
        Fault.TWICE: _("the same relay is on a line above"),
        Fault.UNKNOWN_VALUE: _("the national standard doesn’t know this value"),
    }[Fault(fault)]
