"""Finding the gestures, or what to do if something happens, in the reader's language."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Role
from etabli.foundation.registries import Passage
from etabli.procurement.needs.wording import words_of
from etabli.programme.protection.catalogue import load

_read = lazy(words_of, str)
READERS = frozenset({Role.NOBODY, Role.BEARER, Role.ARTISAN})
PASSAGES = [
    Passage(
        _("Protect your business"),
        "protection:gestures",
        READERS,
        _("Ten gestures, one at a time. The first takes two minutes."),
        searched=_("backup, password, update, safety"),
    ),
    *(
        Passage(
            _read(sheet.title),
            "protection:sheets",
            READERS,
            _read(sheet.sign),
            sheet.id,
            _read(sheet.search_words),
            True,
        )
        for sheet in load().sheets
    ),
    Passage(
        _("My register of processing"),
        "protection:register",
        READERS,
        _("Tick what is true: the register that the law asks for is written."),
        searched=_("GDPR, CNIL, personal data, customer file, register"),
    ),
    Passage(
        _("Fake or genuine?"),
        "protection:practice",
        READERS,
        _("Six invented messages, to practise spotting a fake one."),
        searched=_("fraud, scam, phishing, suspicious message, text message, cheated"),
    ),
]
