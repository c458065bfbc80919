"""The staff can favour nobody: in ads, projects and quotes, no page that they reach, no act, no template puts forward,
ranks or recommends somebody."""

import re
from pathlib import Path

import etabli
from etabli.foundation.people.models import STAFF
from tests.consistency.objects import RIGHT
from tests.consistency.test_access import table
from tests.consistency.test_acts import acts

APPS = {"market": "community", "briefs": "procurement", "quotes": "procurement"}
FAVOURS = {
    "award", "best", "boost", "favour", "feature", "first", "order", "pin", "prefer", "promote", "rank",
    "rate", "recommend", "reorder", "score", "select", "shortlist", "sort", "star", "suggest", "winner",
}  # fmt: skip
SORTS = re.compile(r"""[?&;](tri|ordre|sort|order|o)=|name=["'](tri|ordre|sort|order|note|stars?)["']""")
JUDGES = re.compile(r"\b(best|cheap\w*|expensive|dear(er|est)|recommended|ranking|rated|favourite)\b", re.I)
DENIES = re.compile(r"\b(no one|nobody|nothing|never|no|not|without|than another)\b", re.I)


def words(name: str) -> set[str]:
    return set(re.split(r"[:._]", name))


def test_no_page_that_the_staff_reach_favours_somebody() -> None:
    columns = [list(RIGHT).index(role) for role in STAFF]
    reached = {
        name
        for name, answers in table().items()
        if name.split(":")[0] in APPS and any(answers[at] in ("200", "302", "405") for at in columns)
    }
    assert {"quotes:side_by_side", "briefs:overview"} <= reached, "the table is not read as it should"
    assert not {name: words(name) & FAVOURS for name in reached if words(name) & FAVOURS}


def test_no_act_on_ads_projects_and_quotes_favours_somebody() -> None:
    verbs = {act.verb for act in acts() if act.verb.split(".")[0] in APPS}
    assert "quotes.overrule" in verbs
    assert not {verb: words(verb) & FAVOURS for verb in verbs if words(verb) & FAVOURS}


def test_no_template_sorts_or_judges() -> None:
    root, faults = Path(etabli.__file__).parent, []
    for app, wing in APPS.items():
        for file in sorted((root / wing / app / "templates").rglob("*.html")):
            text = file.read_text()
            faults += [f"{file.name}: {match[0]}" for match in SORTS.finditer(text)]
            for said in re.findall(r"[^.“”<>{}]*", text):
                if JUDGES.search(said) and not DENIES.search(said):
                    faults.append(f"{file.name}: {said.strip()}")
    assert not faults
