"""What a page weighs for somebody who has never come: bytes on the wire, requests, third parties."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page


@dataclass
class Weight:
    """What crossed the wire since the beginning, as the browser itself counts it (headers and bodies, compressed)."""

    own: str
    sizes: dict[str, int] = field(default_factory=dict)  # address by address, in bytes
    third_parties: list[str] = field(default_factory=list)
    _addresses: dict[str, str] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        return sum(self.sizes.values())

    @property
    def requests(self) -> int:
        return len(self.sizes)

    def watch(self, context: BrowserContext, page: Page) -> None:
        """Count what this page asks for from now on; a context that is new has an empty cache."""
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        self._addresses[event["requestId"]] = address
        if not address.startswith((self.own + "/", "data:")):
            self.third_parties.append(address)

    def _came(self, event: dict[str, Any]) -> None:
        address = self._addresses.get(event["requestId"], "")
        if event["encodedDataLength"] and not address.startswith("data:"):
            key = address.removeprefix(self.own)
            self.sizes[key] = self.sizes.get(key, 0) + int(event["encodedDataLength"])
