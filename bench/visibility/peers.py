"""What a look tells beside Lighthouse and axe, on the ten good pages of the tests and those with a planted fault.

Only the checks that both make are compared, each page by itself. A browser shows the pages to both tools: its names
lead to this machine alone, and it accepts any certificate, so that pages which differ by that alone are left out.
"""

import json
import shutil
import socket
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from bench import progress
from bench.report import Part, Table
from bench.visibility.planted import a_small_internet, verdicts
from etabli.programme.visibility.engine.checks.judging import Verdict
from etabli.site.testing.steps import find_chromium
from tests.journeys.browser import QUIET
from tests.journeys.seen_by_axe import AXE
from tests.programme.visibility.good_sites import FAULTS, HOSTS, Fault, page_of, plant, put
from tests.programme.visibility.local_web import LocalWeb

type State = Literal["fault", "fine", "unknown"]
type States = Mapping[str, State]


@dataclass(frozen=True)
class Check:
    """What is looked at by both: by which findings of ours, by which rules of theirs."""

    ours: frozenset[str]
    lighthouse: frozenset[str] = frozenset()
    axe: frozenset[str] = frozenset()


def _check(ours: str, lighthouse: str = "", axe: str = "") -> Check:
    return Check(frozenset(ours.split()), frozenset(lighthouse.split()), frozenset(axe.split()))


CHECKS = {
    "the page answers": _check("answers", "http-status-code"),
    "protected, with all that it loads": _check("https mixed", "is-on-https"),
    "the address without https leads to the other": _check("https https-forced", "redirects-http"),
    "search engines may come": _check("search-closed", "is-crawlable"),
    "made for phones": _check("phones", "viewport"),
    "can be enlarged": _check("zoom", "meta-viewport", "meta-viewport"),
    "title": _check("title", "document-title", "document-title"),
    "description": _check("description", "meta-description"),
    "language": _check("language", "html-has-lang", "html-has-lang"),
    "main heading": _check("first-heading", axe="page-has-heading-one"),
    "words of pictures": _check("pictures-named", "image-alt", "image-alt"),
    "words of links": _check("links-named", "link-name", "link-name"),
    "names of fields": _check("fields-named", "label select-name", "label select-name"),
}
OUTCOME_NAMES = ("both: a fault", "both: fine", "only we", "only it", "one can't tell")
HEAD = ("check", "our findings", "beside", "its rules", *OUTCOME_NAMES)
OUTCOMES: dict[tuple[State, State], str] = {
    ("fault", "fault"): "both: a fault",
    ("fine", "fine"): "both: fine",
    ("fault", "fine"): "only we",
    ("fine", "fault"): "only it",
}


def measured() -> Iterator[Part]:
    """A table of agreement; before it, what is not installed and how to have it."""
    lighthouse, browser = shutil.which("lighthouse"), find_chromium()
    missing = {} if lighthouse else {"lighthouse": "npm install --global lighthouse"}
    missing |= {} if browser else {"Chromium": "apt-get install chromium"}
    if missing:
        yield Part("missing", missing, (Table("missing", ("missing", "to have it"), list(missing.items())),))
    if browser:
        yield _agreement(lighthouse, browser)


def _agreement(lighthouse: str | None, browser: str) -> Part:
    names_by_outcome: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    pages: list[str | Fault] = [*HOSTS, *filter(_differs_in_a_browser, FAULTS)]
    with a_small_internet() as web, _browser(browser, web) as (chromium, port):
        for number, page in enumerate(pages, start=1):
            progress(f"visibility: beside Lighthouse and axe {number}/{len(pages)}")
            name, host = _put(web, page)
            ours = verdicts(web, f"{host}/")
            theirs = {"axe": _by_axe(chromium, host)}
            if lighthouse:
                theirs["Lighthouse"] = _by_lighthouse(lighthouse, host, port)
            for check, tool, outcome in _outcomes(ours, theirs):
                names_by_outcome[check, tool, outcome].append(name)
    rows = [
        (
            name,
            _listed(check.ours),
            tool,
            _listed(rules),
            *(len(names_by_outcome[name, tool, each]) for each in OUTCOME_NAMES),
        )
        for name, check in CHECKS.items()
        for tool, rules in (("Lighthouse", check.lighthouse), ("axe", check.axe))
        if rules and (tool == "axe" or lighthouse)
    ]
    note = f"{len(pages)} pages: {len(HOSTS)} good ones, {len(pages) - len(HOSTS)} with a planted fault."
    data = [
        {"check": check, "beside": tool, "outcome": outcome, "pages": names}
        for (check, tool, outcome), names in names_by_outcome.items()
    ]
    return Part("agreement", data, (Table("visibility agreement", HEAD, rows, note),))


def _differs_in_a_browser(fault: Fault) -> bool:
    """Not by the records of its domain, nor by a certificate, which this browser accepts."""
    return not (fault.records or fault.certificate in {"expired", "other"} or fault.days != Fault.days)


def _put(web: LocalWeb, page: str | Fault) -> tuple[str, str]:
    """Serve it alone; its name here, and its host."""
    web.sites.clear()
    if isinstance(page, str):
        put(web, page, page_of(page))
        return page, HOSTS[page]
    plant(web, page)
    return f"{page.finding} on {page.page}", HOSTS[page.page]


@contextmanager
def _browser(path: str, web: LocalWeb) -> Iterator[tuple[Browser, int]]:
    """A browser that calls nobody but this machine, and the port by which Lighthouse drives it too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ",".join([*(f"MAP *:{at} 127.0.0.1:{to}" for at, to in web.ports.items()), "MAP * ~NOTFOUND"])
    arguments = [
        *QUIET,
        f"--host-resolver-rules={names}",
        "--ignore-certificate-errors",
        f"--remote-debugging-port={port}",
    ]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield chromium, port
        finally:
            chromium.close()


def _by_axe(chromium: Browser, host: str) -> States:
    rules = sorted(frozenset().union(*(check.axe for check in CHECKS.values())))
    with chromium.new_context(ignore_https_errors=True, viewport={"width": 375, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"http://{host}/")
        page.evaluate(AXE)
        said = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)
    states: dict[str, State] = {each["id"]: "unknown" for each in said["incomplete"]}
    states |= {each["id"]: "fine" for kind in ("inapplicable", "passes") for each in said[kind]}
    return states | {each["id"]: "fault" for each in said["violations"]}


def _by_lighthouse(program: str, host: str, port: int) -> States:
    audits = sorted(frozenset().union(*(check.lighthouse for check in CHECKS.values())))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [program, f"http://{host}/", "--quiet", f"--port={port}", "--throttling-method=provided"]
        command += [f"--only-audits={','.join(audits)}", "--output=json", f"--output-path={report}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.is_file():
            raise RuntimeError(f"lighthouse judged nothing of {host}: {done.stderr.strip()}")
        said = json.loads(report.read_text("utf-8"))["audits"]
    return {name: _state(audit["score"], audit["scoreDisplayMode"]) for name, audit in said.items()}


def _state(score: float | None, mode: str) -> State:
    if mode == "error":
        return "unknown"
    return "fine" if score is None or score == 1 else "fault"


def _outcomes(ours: Mapping[str, Verdict], theirs: Mapping[str, States]) -> Iterator[tuple[str, str, str]]:
    """By check and tool: one of OUTCOMES, or that one can't tell."""
    said: dict[str, State] = {
        id: "fault" if each.state == "mend" else each.state for id, each in ours.items()
    }
    for name, check in CHECKS.items():
        for tool, rules in (("Lighthouse", check.lighthouse), ("axe", check.axe)):
            if rules and tool in theirs:
                pair = _together(said, check.ours), _together(theirs[tool], rules)
                yield name, tool, OUTCOMES.get(pair, "one can't tell")


def _together(states: States, names: frozenset[str]) -> State:
    """A fault when any is; fine when all that was looked at is."""
    there = {states[name] for name in names if name in states}
    return "fault" if "fault" in there else "fine" if there == {"fine"} else "unknown"


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
