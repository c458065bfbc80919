"""What a page weighs, and how long somebody waits for it with a telephone far from the town."""

from etabli.programme.visibility.engine.checks.facts import PageFacts, SiteFacts

BITS_PER_SECOND = 1_600_000  # what a telephone gets of 3G
TRIP_SECONDS = 0.15  # there and back
TRIPS = 4  # name, line, encryption, page
SLOW_SECONDS = 10
HEAVY_PICTURE_BYTES = 500_000


def wait_seconds(site: SiteFacts) -> int:
    """Before all that shows at first has come, at least: what doesn't say its weight is not counted."""
    loaded = [each for each in site.page.resources if not each.is_lazy] if site.page else []
    weight = site.page_bytes + sum(each.bytes or 0 for each in loaded)
    return round(TRIPS * TRIP_SECONDS + weight * 8 / BITS_PER_SECOND)


def heavy_pictures(page: PageFacts) -> list[tuple[str, int]]:
    """Pictures larger than any telephone needs: (address, kilobytes), the heaviest first."""
    heavy = [
        (each.url, each.bytes // 1000)
        for each in page.resources
        if each.kind == "image" and each.bytes is not None and each.bytes > HEAVY_PICTURE_BYTES
    ]
    return sorted(heavy, key=lambda row: -row[1])
