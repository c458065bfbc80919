"""Finding the page where seasons are planned by what it is for."""

from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import STAFF
from etabli.foundation.registries import Passage

PASSAGES = [
    Passage(
        _("Plan a season"),
        "planning:seasons",
        STAFF,
        _(
            "Which workshop, where, when, by whom: a plan is worked out from your diaries, your rooms and what people "
            "ask for. You keep what suits you."
        ),
    )
]
