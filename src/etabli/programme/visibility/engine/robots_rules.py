"""What a robots.txt lets a robot read (RFC 9309): the longest rule of its groups that fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

type Rule = tuple[bool, str]
MAX_LINES = 5000


@dataclass(frozen=True)
class RobotsRules:
    """`groups`: the names of robots, in small letters, and their rules: whether it is allowed, and the path."""

    groups: tuple[tuple[frozenset[str], tuple[Rule, ...]], ...] = ()

    def allow(self, robot: str, url: str) -> bool:
        """Whether this robot may read what stands there. Raises ValueError for what is no address."""
        parts = urlsplit(url)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        name = robot.lower()
        own = [rules for names, rules in self.groups if name in names]
        rules = own or [rules for names, rules in self.groups if "*" in names]
        fitting = [
            (len(rule), is_allowed) for group in rules for is_allowed, rule in group if _fits(rule, path)
        ]
        return max(fitting, default=(0, True))[1]


def parse_robots(content: bytes) -> RobotsRules:
    """The rules of a robots.txt; what it says otherwise is passed over."""
    groups: list[tuple[set[str], list[Rule]]] = []
    for key, value in _lines(content):
        if key == "user-agent":
            if not groups or groups[-1][1]:
                groups.append((set(), []))
            groups[-1][0].add(value.lower())
        elif key in {"allow", "disallow"} and value and groups:
            groups[-1][1].append((key == "allow", value))
        elif key == "disallow" and groups:
            groups[-1][1].append((True, "/"))  # nothing is forbidden: the group has its rule
    return RobotsRules(tuple((frozenset(names), tuple(rules)) for names, rules in groups))


def _lines(content: bytes) -> Iterator[tuple[str, str]]:
    for line in content.decode("utf-8-sig", "replace").splitlines()[:MAX_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _fits(rule: str, path: str) -> bool:
    """Whether a path begins as the rule says: "*" stands for anything, "$" for its end."""
    is_whole = rule.endswith("$")
    pieces: Sequence[str] = rule.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if len(pieces) == 1:
        return not is_whole or at == len(path)
    if is_whole:
        return path.endswith(pieces[-1]) and len(path) - len(pieces[-1]) >= at
    return path.find(pieces[-1], at) >= 0
