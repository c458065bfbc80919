"""Sites made by hand, each with the truth about it, read from a folder.

`truth.tsv`: a line for each fault: the site, the id of the finding ("none-of-these" where no finding tells it, "?"
before an id that whoever made it doubts), and what was planted. A folder by site: its pages, and `site.json`: the host,
how it is served, the business that the register knows, what stands at each path (a file; or size and type, status,
text, address of a redirect), which other hosts answer, and the records of its domain.
"""

import csv
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from etabli.foundation.terminal import refuse
from etabli.programme.visibility.engine.checks.judging import Business
from tests.programme.visibility.local_web import LocalWeb, Served, Site

NO_FINDING = "none-of-these"


@dataclass(frozen=True)
class Truth:
    """What is wrong with a site: ids that are to be told, ids that may be, and how many things no finding tells."""

    faults: frozenset[str]
    doubtful: frozenset[str]
    others: int


@dataclass(frozen=True)
class PlantedSite:
    """A site of a folder, with its truth: its address as somebody types it, the business as the register knows it, and
    all that answers while it is looked at."""

    address: str
    business: Business
    truth: Truth
    sites: Mapping[str, Site]
    records: Mapping[tuple[str, str], list[str]]

    def put(self, web: LocalWeb) -> None:
        """It alone is served, with the hosts that its pages lead to and the records of its domain."""
        web.sites.clear()
        web.records.clear()
        web.sites.update(self.sites)
        web.records.update(self.records)


def sites_of(folder: Path) -> list[PlantedSite]:
    """The sites of a folder, by name. What can't be read there is said, and ends the command."""
    place = folder / "truth.tsv"
    try:
        lines = place.read_text("utf-8").splitlines()
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        sites = []
        for place in sorted(folder.glob("*/site.json")):
            sites.append(_site(place.parent, json.loads(place.read_text("utf-8")), rows))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        refuse(
            f"bench visibility : {place} ne peut pas être lu ({error!r}). Corrigez-le, ou retirez le dossier.",
            f"bench visibility: {place} can't be read ({error!r}). Mend it, or leave the folder out.",
        )
    if not sites:
        refuse(
            f"bench visibility : {folder} ne contient aucun NOM/site.json. Donnez un autre dossier.",
            f"bench visibility: {folder} holds no NAME/site.json. Name another folder.",
        )
    return sites


def _site(folder: Path, data: Mapping[str, Any], rows: list[list[str]]) -> PlantedSite:
    known = data.get("business", {})
    sites = {host: Site(_served(folder, paths)) for host, paths in data.get("elsewhere", {}).items()}
    sites[data["host"]] = Site(
        _served(folder, data["paths"]),
        certificate=data.get("certificate", "good") if data.get("https", True) else "none",
        days=data.get("certificate_days", 80),
        is_forced=data.get("http_redirects", True),
    )
    keys = {key: key.partition(" ") for key in data.get("dns", {})}
    return PlantedSite(
        address=f"{data['host']}/",
        business=Business(
            name=known.get("name", ""),
            phone=known.get("telephone", ""),
            postal_code=known.get("postcode", ""),
            town=known.get("town", ""),
            street=known.get("address", ""),
            siret=known.get("siret", ""),
        ),
        truth=_truth(rows, folder.name),
        sites=sites,
        records={(name, kind): data["dns"][key] for key, (name, _space, kind) in keys.items()},
    )


def _served(folder: Path, paths: Mapping[str, Any]) -> dict[str, Served]:
    return {quote(path, safe="/?=&%~:@!$'()*+,;"): _answer(folder, what) for path, what in paths.items()}


def _answer(folder: Path, what: Any) -> Served:
    if isinstance(what, str):
        kind = mimetypes.guess_type(what)[0] or "application/octet-stream"
        return Served((folder / what).read_bytes(), headers={"Content-Type": kind})
    if isinstance(what, int):
        what = {"status": what}
    headers = {"Content-Type": what.get("type", "text/plain" if "text" in what else "text/html")}
    if "to" in what:
        headers["Location"] = what["to"]
    body = what.get("text", "<html><title>Page</title></html>").encode()
    return Served(body, what.get("status", 200), headers, declares=what.get("size"))


def _truth(rows: list[list[str]], site: str) -> Truth:
    ids = [row[1].strip() for row in rows if len(row) > 1 and row[0].strip() == site]
    faults = frozenset(id for id in ids if "?" not in id and id != NO_FINDING)
    doubtful = frozenset(id.strip("? ") for id in ids if "?" in id)
    return Truth(faults, doubtful - faults, ids.count(NO_FINDING))
