"""What people call each table and each field: `NAMES` and `MODEL_NAMES_TO_STAFF` of each app's `personal.py`, and the
commonest fields here."""

from functools import cache

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.own_data.holdings import declared_owners
from etabli.foundation.registries import registry_modules

CORRESPONDENCE_APPS = frozenset({"journal", "notify", "notices", "files", "own_data"})
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


def model_name(label: str, *, to_staff: bool = False) -> str:
    """The name of a model ("seats.SignUp"), as its owner reads it, or the staff; raises KeyError when it has none."""
    return str(
        (to_staff and _declared_names("MODEL_NAMES_TO_STAFF").get(label)) or _declared_names("NAMES")[label]
    )


def field_name(label: str, name: str) -> str:
    """The name of a field, its app's or the common one; raises KeyError when it has neither."""
    return str(_declared_names("NAMES").get(f"{label}.{name}") or COMMON_NAMES[name])


def shown_fields(model: type[Model]) -> list[str]:
    """The named fields of a model, in its order. A common name counts for personal fields alone."""
    label = model._meta.label
    personal = {
        name for declaration in declared_owners() if declaration.model is model for name in declaration.fields
    }
    return [
        field.name
        for field in model._meta.concrete_fields
        if f"{label}.{field.name}" in _declared_names("NAMES")
        or (field.name in personal and field.name in COMMON_NAMES)
    ]


def is_code(label: str, name: str) -> bool:
    """Whether a program alone reads the values of a field: `key`, and the `CODES` of each app's `personal.py`."""
    return name == "key" or f"{label}.{name}" in _declared_codes()


@cache
def _declared_codes() -> frozenset[str]:
    return frozenset(code for module in registry_modules("personal") for code in getattr(module, "CODES", ()))


def sort_key(label: str) -> int:
    """The rank of a model among the others: people first, then what they did, then the technical traces."""
    app = label.partition(".")[0]
    return 0 if app == "people" else 2 if app in CORRESPONDENCE_APPS else 1


@cache
def _declared_names(attribute: str) -> dict[str, str | Promise]:
    return {
        key: name
        for module in registry_modules("personal")
        for key, name in getattr(module, attribute, {}).items()
    }
