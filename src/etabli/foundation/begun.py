from dataclasses import dataclass


@dataclass(frozen=True)
class Begun:
    """What somebody did on this device before saying who they are, and whoever is known now may keep.

    An app's `begun.py` holds `begun(request) -> Begun | None`; every page offers it. `action` is the button that keeps
    it, by a POST to `url`; `later` the one after which it is no longer offered, by a POST to `later_url`.
    """

    title: str
    text: str
    action: str
    url: str
    later: str
    later_url: str
