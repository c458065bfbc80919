"""What people call each table and each field: `NAMES` and `NAMES_TO_STAFF` of each app's `personal.py`, and the
commonest fields here."""

from functools import cache

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.own_data.holdings import declared_owners
from etabli.foundation.registries import registry_modules

TRACE_APPS = frozenset({"journal", "notify", "notices", "files", "own_data"})
COMMON_NAMES: dict[str, str | Promise] = {
    "cancelled_at": _("called off on"),
    "chamber": _("chamber"),
    "commune": _("commune"),
    "created_at": _("written down on"),
    "email": _("e-mail"),
    "ended_on": _("ended on"),
    "file": _("file"),
    "name": _("name"),
    "person": _("person"),
    "phone": _("telephone"),
    "place": _("place"),
    "siret": _("SIRET"),
    "started_on": _("since"),
    "status": _("state"),
    "subject_id": _("number of what it is about"),
    "subject_type": _("what it is about"),
    "text": _("text"),
    "title": _("title"),
    "trade_code": _("code of the trade"),
    "user": _("account"),
    "withdrawn_at": _("taken back on"),
}


def kind_name(label: str, *, to_staff: bool = False) -> str:
    """What the rows of a model ("seats.SignUp") are called, to whom they are about or to the staff."""
    return str((to_staff and _declared("NAMES_TO_STAFF").get(label)) or _declared("NAMES")[label])


def field_name(label: str, name: str) -> str:
    """What a field is called; raises KeyError for a field that has no name here nor in its app."""
    return str(_declared("NAMES").get(f"{label}.{name}") or COMMON_NAMES[name])


def shown_fields(model: type[Model]) -> list[str]:
    """The fields that have a name, in their order: of those that aren't personal, only an app's own names count."""
    label = model._meta.label
    personal = {name for owned in declared_owners() if owned.model is model for name in owned.fields}
    return [
        field.name
        for field in model._meta.concrete_fields
        if f"{label}.{field.name}" in _declared("NAMES")
        or (field.name in personal and field.name in COMMON_NAMES)
    ]


def sort_key(label: str) -> int:
    """In which order they are told: who it is, then what they did, then the traces of it."""
    app = label.partition(".")[0]
    return 0 if app == "people" else 2 if app in TRACE_APPS else 1


@cache
def _declared(attribute: str) -> dict[str, str | Promise]:
    return {
        key: name
        for module in registry_modules("personal")
        for key, name in getattr(module, attribute, {}).items()
    }
