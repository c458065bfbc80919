"""What people see of the artisan one plays: two looks at an invented site, a step of the path, a search of oneself."""

from datetime import timedelta

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.visibility.actions import ask_check, note_self_check, plan_step, watch_site
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.models import SelfCheck, SiteCheck

ADDRESS = "atelier-exemple.invalid/"
WRONG_THEN = ("phones", "hours", "legal", "trackers", "description", "pictures-named")
WRONG_NOW = ("hours", "legal", "trackers", "mail-refusal")
UNKNOWN = {"social": "refused"}
LEFT_ASIDE = {
    "answers",
    "page-huge",
    "certificate-ended",
    "certificate-other",
    "certificate-unknown",
    "data-broken",
    "domain-ends",
    "domain-ended",
}
VALUES = {
    "trackers": {"names": "Google Analytics"},
    "mail-refusal": {"domain": "atelier-exemple.invalid"},
    "pictures-named": {"n": 4, "total": 9},
}
DAYS_BETWEEN = 91


def fill_visibility(filling: Filling) -> None:
    """One site, looked at twice a quarter apart; what was seen by typing three lines."""
    artisan = Person.objects.get(email=ARTISAN)
    by = of_person(artisan)
    for wrong, days in ((WRONG_THEN, DAYS_BETWEEN + 6), (WRONG_NOW, 6)):
        at = filling.at - timedelta(days=days)
        check = ask_check(person=artisan, address=ADDRESS, by=by, at=at)
        check.status, check.done_at, check.result = SiteCheck.Status.DONE, at, _result(wrong)
        check.save(update_fields=["status", "done_at", "result"])
        answers = {
            "Atelier Exemple": ["site", "listing"],
            "bijoux Bordeaux": ["listing"] if days < DAYS_BETWEEN else ["absent"],
        }
        note_self_check(person=artisan, kind=SelfCheck.Kind.SEARCH, answers=answers, by=by, at=at)
    at = filling.at - timedelta(days=5)
    plan_step(person=artisan, finding=findings()["legal"], address=ADDRESS, by=by, at=at)
    watch_site(person=artisan, address=ADDRESS, by=by, at=at)


def _result(wrong: tuple[str, ...]) -> dict[str, object]:
    verdicts = {
        id: {
            "state": "mend" if id in wrong else "unknown" if id in UNKNOWN else "fine",
            "values": VALUES.get(id, {}),
            "why": UNKNOWN.get(id, ""),
        }
        for id in findings()
        if id not in LEFT_ASIDE
    }
    return {"verdicts": verdicts, "left_out": [], "seconds": 6, "is_read": True}
