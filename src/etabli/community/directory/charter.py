"""The charter that members sign, and its version."""

from django.utils.translation import gettext as _

VERSION = "2027-1"


def text() -> list[str]:
    """Its sentences, in the language of the reader."""
    return [
        _("I tell what I can do, and what I can’t."),
        _("I show my price, or how I work it out, before any work begins."),
        _("I give the artisan what is theirs: the domain name, the accounts, the texts and the pictures."),
        _("I say what comes back every month or every year, and how one leaves."),
        _("I pay nobody for a better place, and I ask nobody to recommend me."),
    ]
