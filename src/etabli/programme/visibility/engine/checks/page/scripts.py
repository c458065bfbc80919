"""Who follows the visitors of a page before they agreed, and what asks them."""

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from etabli.programme.visibility.engine.checks.page.resources import is_running
from etabli.programme.visibility.engine.checks.page.started_code import StartedCode
from etabli.programme.visibility.engine.checks.signs import CONSENT_SIGNS, FOLLOWING_PARTS, TRACKER_SIGNS

CONSENT_MODE = "consent mode"
_DEFAULT = re.compile(r"""["']consent["']\s*,\s*["']default["'](.{0,400})""", re.DOTALL)
_ASKED_IN_SETTINGS = re.compile(r"(?:analytics|ad)_storage[\"']?\s*:\s*[\"']denied", re.IGNORECASE)


def _pattern(sign: str) -> re.Pattern[str]:
    written = re.escape(sign).replace("'", "[\"'`]").replace(r"\(", r"\s*\(\s*").replace(",", r"\s*,\s*")
    return re.compile(written.replace("=", r"\s*=\s*"))


_SIGNS = {name: tuple(map(_pattern, signs)) for name, signs in TRACKER_SIGNS.items()}


def trackers_of(root: HtmlElement) -> tuple[str, ...]:
    """The names of those that start without being asked."""
    running = [script for script in root.iter("script") if is_running(script)]
    addresses = " ".join(script.get("src") or "" for script in running)
    texts = [script.text or "" for script in running] + root.xpath("//body/@onload")
    names = {name for name, signs in TRACKER_SIGNS.items() if any(sign in addresses for sign in signs)}
    names |= _in_code([name for name in TRACKER_SIGNS if name not in names], texts)
    for element in root.iter("img", "iframe"):
        if not any(up.tag in {"noscript", "template"} for up in element.iterancestors()):
            address = element.get("src") or ""
            names |= {name for part, name in FOLLOWING_PARTS.items() if part in address}
    return tuple(sorted(names))


def _in_code(names: Iterable[str], texts: Sequence[str]) -> set[str]:
    possible = [name for name in names if any(sign.search(text) for sign in _SIGNS[name] for text in texts)]
    if not possible:
        return set()
    code = StartedCode(texts)
    return {name for name in possible if any(code.holds(sign) for sign in _SIGNS[name])}


def consent_of(root: HtmlElement) -> tuple[str, ...]:
    """The tools by which the site asks before it follows people, as far as they are seen."""
    scripts = list(root.iter("script"))
    code = " ".join(f"{script.get('src') or ''} {(script.text or '')[:50_000]}" for script in scripts)
    low = code.lower()
    marks = " ".join(
        f"{each.get('id') or ''} {each.get('class') or ''}"
        for each in root.iter("div", "section", "aside", "dialog")
    ).lower()
    names = [name for name, signs in CONSENT_SIGNS.items() if any(s in low or s in marks for s in signs)]
    defaults = [match[1] for match in _DEFAULT.finditer(code)]
    if any("denied" in said for said in defaults) or _ASKED_IN_SETTINGS.search(code):
        names.append(CONSENT_MODE)
    return tuple(names)
