"""The register in words: INSEE’s codes, what two rows have in common or not, what an import did."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _, gettext_lazy

from etabli.foundation.ui.typography import full_day, number
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import commune_names
from etabli.territory.register.engine.establishment import Establishment
from etabli.territory.register.models import Business, Import, Proposal
from etabli.territory.register.trades import trade

if TYPE_CHECKING:
    from etabli.territory.register.known_persons import KnownPerson

LEGAL_FORMS = {  # by the longest beginning of INSEE's code
    "10": gettext_lazy("Sole trader"),
    "52": gettext_lazy("General partnership (SNC)"),
    "54": gettext_lazy("Limited company (SARL)"),
    "5498": gettext_lazy("Limited company of one person (EURL)"),
    "55": gettext_lazy("Public limited company (SA)"),
    "56": gettext_lazy("Public limited company (SA)"),
    "57": gettext_lazy("Simplified company (SAS)"),
    "5720": gettext_lazy("Simplified company of one person (SASU)"),
    "65": gettext_lazy("Civil-law company"),
    "92": gettext_lazy("Association"),
}
HEADCOUNTS = {
    "01": (1, 2), "02": (3, 5), "03": (6, 9), "11": (10, 19), "12": (20, 49), "21": (50, 99),
    "22": (100, 199), "31": (200, 249), "32": (250, 499), "41": (500, 999), "42": (1000, 1999),
    "51": (2000, 4999), "52": (5000, 9999),
}  # fmt: skip
LARGEST_HEADCOUNT, LARGEST_LEAST = "53", 10_000  # the one band without an upper end
SECTORS = {
    "ALIMENTATION": gettext_lazy("Food"),
    "BATIMENT": gettext_lazy("Construction"),
    "FABRICATION": gettext_lazy("Manufacturing"),
    "SERVICES": gettext_lazy("Services"),
}
COUNT_LABELS = {
    "read": gettext_lazy("rows read"),
    "created": gettext_lazy("businesses added"),
    "updated": gettext_lazy("businesses changed"),
    "unchanged": gettext_lazy("unchanged"),
    "rejected_count": gettext_lazy("rows to look at"),
}
OFFICIAL_COUNT_LABELS = {
    "moved": gettext_lazy("moved"),
    "closed": gettext_lazy("closed down"),
    "reopened": gettext_lazy("opened again"),
}
FIELDS = {
    "name": gettext_lazy("Name"),
    "other_names": gettext_lazy("Other names"),
    "trade_code": gettext_lazy("Trade"),
    "commune_code": gettext_lazy("Commune"),
    "address": gettext_lazy("Address"),
    "postal_code": gettext_lazy("Postal code"),
}
DUPLICATE_REASONS = {
    "phone": gettext_lazy("same telephone"),
    "email": gettext_lazy("same e-mail"),
    "same_name": gettext_lazy("same name"),
    "one_letter": gettext_lazy("same name but for one letter"),
    "sound": gettext_lazy("names that sound alike"),
    "close_name": gettext_lazy("names that look alike"),
    "commune": gettext_lazy("same commune"),
    "near": gettext_lazy("communes close to each other"),
    "trade": gettext_lazy("same trade"),
    "address": gettext_lazy("same address"),
    "business": gettext_lazy("same business in the register"),
}


@dataclass(frozen=True)
class Difference:
    """What the chamber and the official file say of one field."""

    pk: int
    business: Business
    field: str
    ours: str
    official: str
    seen_on: date


def legal_form(code: str) -> str:
    """The legal form of a code of INSEE; the code itself when it is a rare one."""
    for length in (4, 2):
        if label := LEGAL_FORMS.get(code[:length]):
            return str(label)
    return code


def headcount_label(code: str) -> str:
    """How many employees a band of INSEE stands for; "" when the State doesn't know."""
    if code == "00":
        return _("no employee")
    if code == LARGEST_HEADCOUNT:
        return _("%(least)s employees or more") % {"least": number(LARGEST_LEAST)}
    if code not in HEADCOUNTS:
        return ""
    least, most = HEADCOUNTS[code]
    return _("%(least)s to %(most)s employees") % {"least": number(least), "most": number(most)}


def siret(digits: str) -> str:
    """A SIRET as it is printed: 841 351 281 00016."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}".strip()


def commune_of(business: Business) -> str:
    """The commune's name, or its code outside the communes we know."""
    return business.commune.name if business.commune else business.commune_code


def trade_of(code: str) -> str:
    """The trade in plain words; "" without a code."""
    return trade(code).label if code else ""


def duplicate_reasons_text(codes: Iterable[str]) -> str:
    """Why two rows may be the same one: "same telephone, same name but for one letter"."""
    return ", ".join(str(DUPLICATE_REASONS[code]) for code in codes)


def business_facts(business: Business, *, include_empty: bool = False) -> list[tuple[str, str]]:
    """What is known of a business beside its name, as (term, value); what isn't known is left out, unless
    `include_empty`."""
    pairs = [
        (str(FIELDS["other_names"]), business.other_names),
        (str(FIELDS["trade_code"]), trade_of(business.trade_code or business.naf_code)),
        (_("Sector"), str(SECTORS.get(business.sector, ""))),
        (str(FIELDS["commune_code"]), commune_of(business)),
        (str(FIELDS["address"]), f"{business.address} {business.postal_code}".strip()),
        (_("Telephone"), business.phone),
        (_("E-mail"), business.email),
        (_("Legal form"), legal_form(business.legal_form)),
        (_("Headcount"), headcount_label(business.headcount)),
        (_("Open since"), full_day(business.created_on) if business.created_on else ""),
        (_("Closed on"), full_day(business.closed_on) if business.closed_on else ""),
        ("SIRET", siret(business.siret)),
    ]
    return [(term, value) for term, value in pairs if value or include_empty]


def establishment_facts(establishment: Establishment) -> list[tuple[str, str]]:
    """What the State's directory says of an establishment, as `business_facts` says it; the name first."""
    values = {**asdict(establishment), "is_probable": False}
    business = Business(**values, commune=Commune.objects.filter(pk=establishment.commune_code).first())
    return [(_("Name"), establishment.name or _("Name not published")), *business_facts(business)]


def differences(proposals: Iterable[Proposal]) -> list[Difference]:
    """Each proposal in words; one statement for the communes of all."""
    listed = list(proposals)
    communes = _commune_names(
        (proposal.field, value) for proposal in listed for value in (proposal.ours, proposal.official)
    )
    return [
        Difference(
            pk=proposal.pk,
            business=proposal.business,
            field=_field_label(proposal.field),
            ours=_value_text(proposal.field, proposal.ours, communes),
            official=_value_text(proposal.field, proposal.official, communes),
            seen_on=proposal.seen_on,
        )
        for proposal in listed
    ]


def corrections(business: Business) -> list[tuple[str, str]]:
    """What the official file said of each field that the chamber put right, as (field, words)."""
    official = business.corrected.items()
    communes = _commune_names(official)
    return [(_field_label(name), _value_text(name, value, communes)) for name, value in official]


def _field_label(name: str) -> str:
    return str(FIELDS.get(name, name))


def _commune_names(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names of the communes among these (field, value); no statement when there is none."""
    codes = {value for field, value in values if field == "commune_code"}
    return commune_names(codes) if codes else {}


def _value_text(name: str, value: str, communes: Mapping[str, str]) -> str:
    """A value of a field in words: a trade and a commune by their names."""
    if name == "trade_code":
        value = trade_of(value)
    elif name == "commune_code":
        value = communes.get(value, value)
    return value or _("nothing")


@dataclass(frozen=True)
class ComparedFact:
    """One thing said of two persons. `differs`: both say something, and not the same."""

    label: str
    kept: str
    merged: str

    @property
    def differs(self) -> bool:
        return bool(self.kept and self.merged and self.kept.casefold() != self.merged.casefold())


def import_counts(register_import: Import) -> list[tuple[int, str]]:
    """What an import did, in figures; those of the official file say more."""
    labels = COUNT_LABELS | (OFFICIAL_COUNT_LABELS if register_import.kind == Import.Kind.SIRENE else {})
    return [(getattr(register_import, name), str(label)) for name, label in labels.items()]


def compare_persons(kept: "KnownPerson", merged: "KnownPerson") -> list[ComparedFact]:
    """What is known of each of two persons, side by side."""
    persons = [kept, merged]
    lines = {
        _("Name"): [known_person.person.name for known_person in persons],
        _("Telephone"): [known_person.person.phone for known_person in persons],
        _("E-mail"): [known_person.person.email for known_person in persons],
        _("Commune"): [known_person.commune for known_person in persons],
        _("Trade"): [known_person.trade for known_person in persons],
        _("Business"): [known_person.business for known_person in persons],
        _("Last news"): [full_day(known_person.last_heard_on) for known_person in persons],
        _("Has an account"): [_("yes") if known_person.person.user_id else "" for known_person in persons],
    }
    return [ComparedFact(label, *values) for label, values in lines.items() if any(values)]
