"""Correcting the ad of a brief: hiding more, putting back a word that names nobody, writing the text anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, action, record
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs import engine, queries
from etabli.procurement.briefs.actions.versions import undo_writing
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.briefs.models import AdCorrection, Brief
from etabli.procurement.briefs.rules import may_write
from etabli.procurement.needs.catalogue import load

_MOST, _LONGEST_WORD, _LONGEST_TEXT = 100, 120, 20_000


class StillTells(ActionError):
    """The text written anew holds words that say who the artisan is."""


class CannotPutBack(ActionError):
    """A number, an address or their own name, which say by themselves who the artisan is."""


@action(
    "briefs.correct_ad",
    sentence=_("corrected the ad of the project “%(subject)s”"),
    tells={
        "hidden": _("Words hidden"),
        "restored": _("Words put back"),
        "text": _("Text of the ad"),
    },
    may=may_write,
    undo=undo_writing,
    subject="brief",
)
def correct_ad(
    *, brief: Brief, hidden: Sequence[str], restored: Sequence[str], text: str, by: Viewer, at: datetime
) -> AdCorrection:
    """Keep what is corrected in the ad; said again, it replaces what was. `text` empty: the brief's own words.

    Raises StillTells, CannotPutBack.
    """
    hidden, restored = _tidy(hidden), _tidy(restored)
    text = text.strip()[:_LONGEST_TEXT]
    _check(brief, engine.Corrections(tuple(hidden), tuple(restored), text))
    Brief.objects.select_for_update(no_key=True).get(pk=brief.pk)  # sent twice at once, it is one correction
    row = AdCorrection.objects.filter(brief=brief).first() or AdCorrection(brief=brief)
    after = {"hidden": hidden, "restored": restored, "text": text}
    before = {name: getattr(row, name) for name in after}
    row.brief, row.hidden, row.restored, row.text = brief, hidden, restored, text
    row.written_by_id, row.written_at = by.actor.party_id, at
    row.save()
    record(row, before=before, after=after)
    return row


def _tidy(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word.strip()[:_LONGEST_WORD] for word in words if word.strip()))[:_MOST]


def _check(brief: Brief, corrections: engine.Corrections) -> None:
    author = queries.author_of(brief)
    for word in corrections.restored:
        names = (*author.known.names, *corrections.hidden)
        if not engine.may_put_back(word, "name", names, author.places):
            raise CannotPutBack(_("“%(word)s” would say who you are: it stays hidden.") % {"word": word})
    bare = replace(queries.plain(brief), title="", answers=(), budget_blank_why="")
    removed = engine.anonymise(
        bare, load(), french(), known=author.known, places=author.places, corrections=corrections
    ).removed
    if removed:
        words = ", ".join(_("“%s”") % removal.text for removal in removed)
        raise StillTells(_("These words would say who you are: %(words)s. Take them out.") % {"words": words})
