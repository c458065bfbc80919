"""What people are told of the rows of a spreadsheet: what is wrong, and how to mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from etabli.territory.register.engine.sheets import Field, RefusedRow, Row

FIELDS: dict[Field, str | Promise] = {
    Field.SIRET: gettext_lazy("SIRET"),
    Field.SIREN: gettext_lazy("SIREN: the first nine digits of the SIRET"),
    Field.NAME: gettext_lazy("Name of the business"),
    Field.SHOP_SIGN: gettext_lazy("Shop sign or trade name"),
    Field.FIRST_NAME: gettext_lazy("First name of the person"),
    Field.LAST_NAME: gettext_lazy("Last name of the person"),
    Field.TRADE: gettext_lazy("Trade, in words"),
    Field.ACTIVITY_CODE: gettext_lazy("Activity code (APE, NAF or NAFA)"),
    Field.ADDRESS: gettext_lazy("Address: number and street"),
    Field.POSTAL_CODE: gettext_lazy("Postal code"),
    Field.COMMUNE: gettext_lazy("Commune"),
    Field.COMMUNE_CODE: gettext_lazy("INSEE code of the commune"),
    Field.PHONE: gettext_lazy("Telephone"),
    Field.MOBILE: gettext_lazy("Mobile telephone"),
    Field.EMAIL: gettext_lazy("E-mail"),
    Field.CREATED_ON: gettext_lazy("Date of creation"),
    Field.NOTES: gettext_lazy("Notes"),
}
ROW_MESSAGES = {
    "rounded": gettext_lazy(
        "The spreadsheet rounded this SIRET: “%(value)s”. Set its column to “Text”, then type its "
        "fourteen digits again."
    ),
    "siret": gettext_lazy(
        "“%(value)s” is not a SIRET: one of its digits is wrong. Read it again on an invoice."
    ),
    "siren": gettext_lazy(
        "“%(value)s” has nine digits, as a SIREN has, but one of them is wrong. Read it again on an invoice."
    ),
    "zeros": gettext_lazy(
        "“%(value)s” is not a SIRET: it is only zeros. Read it on an invoice, or leave it empty."
    ),
    "elsewhere": gettext_lazy(
        "“%(value)s” is not in your territory: the row is kept apart. If it is, correct the postal code."
    ),
    "other_name": gettext_lazy(
        "This SIRET is that of “%(value)s”, another name: the row is kept apart. If both are the same "
        "business, give this table again and say yes before importing."
    ),
    "unknown_siren": gettext_lazy(
        "“%(value)s” is a SIREN of nine digits, and no business of the register has it. Write the SIRET, or the name "
        "and the commune."
    ),
    "joined": gettext_lazy(
        "Joined to row %(value)s: the same business, by its name and its telephone or e-mail."
    ),
    "nameless": gettext_lazy(
        "Neither a SIRET nor a name: we can’t tell which business this is. Add one of them."
    ),
    "placeless": gettext_lazy(
        "No SIRET, and the commune “%(value)s” is not one that we know. Write its full name, or add the SIRET."
    ),
    "nowhere": gettext_lazy(
        "No SIRET and no commune: we can’t tell which business this is. Add one of them."
    ),
    "twice": gettext_lazy(
        "This business already stands at row %(value)s of the spreadsheet. Keep only one of the two."
    ),
}


def refusal_sentence(refused: RefusedRow) -> str:
    """The reason why a row was refused, and how to mend it."""
    is_nowhere = refused.reason == "placeless" and not refused.value.strip()
    return str(ROW_MESSAGES["nowhere" if is_nowhere else refused.reason]) % {"value": refused.value}


def unread_sentence(row: Row) -> str:
    """Of a row that was taken: which of its values could not be read; that no business has its SIREN."""
    unread = _("; ").join(
        _("%(field)s “%(value)s”") % {"field": FIELDS[Field(field)], "value": value}
        for field, value in row.unread
        if field != "unknown_siren"
    )
    sentences = [
        _("Taken, without what could not be read: %(what)s.") % {"what": unread} if unread else "",
        *(
            _("Taken by its name: no business of the register has the SIREN %(value)s.") % {"value": value}
            for field, value in row.unread
            if field == "unknown_siren"
        ),
    ]
    return " ".join(filter(None, sentences))
