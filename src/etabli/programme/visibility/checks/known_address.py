"""Where the site of an artisan is, as far as the staff of their chamber know."""

import re
from collections.abc import Iterable

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.queries import open_briefs
from etabli.programme.coverage.queries.goals import presence_of
from etabli.programme.visibility.checks.queries import checks_beside
from etabli.programme.visibility.engine.checks.address import BadAddress, site_address

SPEAK_OF_A_SITE = (
    "existing",
    "domain-owner",
    "migration",
)  # the needs of a project where an address may stand
_ADDRESS = re.compile(  # and none of an e-mail
    r"(?<![\w@.-])(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}\b(?![\w.-]*@)(?:/[^\s,;)]*)?", re.IGNORECASE
)


def known_address(viewer: Viewer, person: Person) -> str:
    """What they looked at together, else what the chamber noted, else what their project says; "" otherwise."""
    checks = checks_beside(viewer, person)
    if checks:
        return str(checks[0])
    noted = presence_of(viewer, person.pk, person.chamber_id)
    if noted is not None:
        return first_address([noted.address])
    briefs = open_briefs(viewer).filter(person=person)
    answers = (answer for brief in briefs for answer in brief.answers.all())
    return first_address(answer.answer for answer in answers if answer.need_id in SPEAK_OF_A_SITE)


def first_address(texts: Iterable[str]) -> str:
    """The first address of a site in these texts, as people write it; "" without one."""
    for text in texts:
        for typed in _ADDRESS.findall(text):
            try:
                return site_address(typed).rstrip("/")
            except BadAddress:
                continue
    return ""
