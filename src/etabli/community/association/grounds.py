"""Why a member may be suspended: a short list, each ground with the rule that it comes from."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MIN_WORDS = 6  # of what happened, in the words of the board
MAX_DAYS = 183  # a suspension ends by itself


@dataclass(frozen=True)
class Ground:
    """`text` is what it is called, `rule` the sentence that the member reads with it."""

    text: str | Promise
    rule: str | Promise


DUES = "dues"
GROUNDS: dict[str, Ground] = {
    "approach": Ground(
        _("Artisans were approached who had not asked for it"),
        _("What one reads here of an artisan serves to answer them, and nothing else."),
    ),
    "insult": Ground(
        _("Insults, threats or harassment"),
        _("Members treat one another, and artisans, with respect."),
    ),
    "deceit": Ground(
        _("False statements about one’s work, qualifications or prices"),
        _("What a member publishes or writes to an artisan is true, and can be checked."),
    ),
    "misuse": Ground(
        _("Établi used for something else, in spite of a warning"),
        _("The directory, the ads and the messages serve artisans: they are no place for advertising."),
    ),
    DUES: Ground(
        _("Dues not paid after the reminders and the grace"),
        _("A member pays the dues that the assembly voted."),
    ),
    "law": Ground(
        _("A court or an authority forbids this activity"),
        _("A member works within the law."),
    ),
    "bylaws": Ground(
        _("Another ground that the statutes name"),
        _("The statutes of the association: the board says which article."),
    ),
}


def rule_of(code: str) -> str:
    """The rule behind a ground; "" for a suspension from before there was a list."""
    return str(GROUNDS[code].rule) if code in GROUNDS else ""
