"""How the places of an occasion are said. One is taken when somebody holds it or is offered it (`Occasion.taken`)."""

from django.utils.translation import gettext as _, ngettext

from etabli.foundation.ui.typography import number


def places_taken(taken: int, capacity: int) -> str:
    """ "6 places prises sur 12", "aucune place prise sur 12": wherever both are said."""
    values = {"taken": number(taken), "capacity": number(capacity)}
    if not taken:
        return _("no place taken of %(capacity)s") % values
    words = ngettext("%(taken)s place taken of %(capacity)s", "%(taken)s places taken of %(capacity)s", taken)
    return words % values
