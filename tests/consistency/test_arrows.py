"""The drawing, the contracts and the templates say the same."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.consistency.arrows import PACKAGE, ROOT, apps_on_disk, contracts, drawing, pieces, read_drawing

DRAWN = drawing()
REWRITE = "run: python -m tests.consistency.arrows"


def test_every_app_is_drawn_and_every_drawn_app_exists() -> None:
    drawn = {wing: set(apps) for wing, apps in DRAWN.wings.items()}
    assert drawn == apps_on_disk()


def test_the_contracts_are_those_of_the_drawing() -> None:
    _, held, _ = pieces((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert held == contracts(DRAWN), REWRITE


def test_settings_list_the_apps_in_the_order_of_the_wings() -> None:
    from etabli.site.wings import WINGS

    assert {wing: list(apps) for wing, apps in DRAWN.wings.items()} == WINGS


def test_arrows_lead_further_but_never_back() -> None:
    drawn = read_drawing("```arrows\nlow\n  a\n  b → a\n  c → b\nhigh\n  d\n```")
    assert drawn.may_use("c", "a")
    assert drawn.may_use("d", "c")
    assert not drawn.may_use("a", "b")
    assert not drawn.may_use("c", "d")
    assert not drawn.may_use("d", "front")
    assert drawn.may_use("front", "d")


def test_a_drawing_with_a_backward_arrow_is_refused() -> None:
    with pytest.raises(AssertionError, match="must be drawn above it"):
        read_drawing("```arrows\nlow\n  a → b\n  b\n```")


# -- templates ----------------------------------------------------------------------------------------------------

TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html")) + sorted(PACKAGE.rglob("templates/**/*.txt"))
USES = re.compile(r"{%\s*(extends|include)\s+(\"[^\"]+\"|'[^']+'|\S+)")


def owner_of(template: Path) -> str:
    """The app (or front, site, demo) whose templates folder holds this file."""
    parts = template.relative_to(PACKAGE).parts
    return parts[parts.index("templates") - 1]


def name_of(template: Path) -> str:
    parts = template.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


OWNER = {name_of(template): owner_of(template) for template in TEMPLATES}


def test_template_names_are_taken_once() -> None:
    assert len(OWNER) == len(TEMPLATES)


def test_templates_follow_the_arrows() -> None:
    faults = []
    for template in TEMPLATES:
        user = owner_of(template)
        for verb, raw in USES.findall(template.read_text(encoding="utf-8")):
            where = f"{template.relative_to(ROOT)}: {verb} {raw}"
            if raw[0] not in "\"'":
                if user != "ui":
                    faults.append(f"{where}: write the template's name, so that its arrow can be checked")
                continue
            used = raw.strip("\"'").partition("#")[0]
            if used.startswith("django/"):
                continue
            if used and used not in OWNER:
                faults.append(f"{where}: no such template of ours")
            elif used and not DRAWN.may_use(user, OWNER[used]):
                faults.append(f"{where}: against the arrows, {user} may not use {OWNER[used]}")
    assert not faults, "\n".join(faults)


def test_every_template_is_used() -> None:
    import allauth

    sources = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    texts = "\n".join(template.read_text(encoding="utf-8") for template in TEMPLATES)
    # f"ui/components/{name}.html" stands for every file of that folder.
    composed = [
        re.compile(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(raw)))
        for raw in re.findall(r'f"([\w/]*{[^"]*)"', sources)
    ]
    given_to_django = re.compile(r"(400|403|403_csrf|404|413|429|500)\.html|ui/form/.*")
    theirs = Path(allauth.__file__).parent / "templates"
    unused = [
        name
        for name in OWNER
        if f'"{name}"' not in sources
        and not re.search(rf"[\"']{re.escape(name)}(#\w+)?[\"']", texts)
        and not given_to_django.fullmatch(name)
        and not any(pattern.fullmatch(name) for pattern in composed)
        and not (theirs / name).exists()
    ]
    assert not unused, f"used by nothing: {unused}"


# -- foreign keys -------------------------------------------------------------------------------------------------


def test_foreign_keys_follow_the_arrows() -> None:
    """What a row refers to, the app knows: a reference is an arrow as an import is."""
    faults, followed = [], 0
    for model in apps.get_models():
        if not model.__module__.startswith("etabli."):
            continue
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            other = field.related_model
            if other is None or isinstance(other, str) or not other.__module__.startswith("etabli."):
                continue
            user, used = (each.__module__.split(".")[2] for each in (model, other))
            followed += 1
            if not DRAWN.may_use(user, used):
                faults.append(f"{model._meta.label}.{field.name} points to {other._meta.label}")
    assert not faults, "\n".join(faults)
    assert followed > 200


# Texts that name a row by its model and number; texts of people are called so too.
NAMED_BY_TEXT = {"neutrality.Salt.subject", "neutrality.Showing.subject", "neutrality.DeclaredInterest.about"}
NAMED_BY_TEXT |= {"assembly.Item.about", "own_data.ErasedRow.key"}


def test_what_is_named_without_a_foreign_key_is_declared() -> None:
    """references.txt: a column that names a row says there what it names, and why the database does not hold it."""
    lines = (Path(__file__).parent / "references.txt").read_text().splitlines()
    declared = {line.split()[0] for line in lines if line and not line.startswith("#")}
    named = set(NAMED_BY_TEXT)
    for model in apps.get_models():
        if model.__module__.startswith("etabli."):
            columns = [field for field in model._meta.local_fields if not field.is_relation]
            named |= {f"{model._meta.label}.{field.name}" for field in columns if field.name.endswith("_id")}
            named |= {
                f"{model._meta.label}.{field.name}" for field in columns if field.name == "subject_type"
            }
    assert named == declared
