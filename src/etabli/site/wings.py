"""Our apps, in the order of the wings (ARCHITECTURE.md)."""

WINGS: dict[str, list[str]] = {
    "foundation": [
        "ui",
        "documents",
        "calendars",
        "search",
        "parties",
        "journal",
        "notify",
        "files",
        "people",
        "drafts",
        "notices",
        "seats",
        "own_data",
    ],
    "territory": [
        "places",
        "register",
        "relays",
    ],
    "community": [
        "neutrality",
        "association",
        "assembly",
        "moderation",
        "approaches",
        "directory",
        "market",
        "jobs",
        "forum",
        "agenda",
    ],
    "procurement": [
        "needs",
        "briefs",
        "quotes",
    ],
    "programme": [
        "diary",
        "demand",
        "workshops",
        "watches",
        "surveys",
        "showcase",
        "diagnosis",
        "support",
        "funding",
        "coverage",
        "planning",
        "outreach",
        "journeys",
        "protection",
        "visibility",
        "estimates",
    ],
}
ON_TOP = ["front", "site", "demo"]
OUR_APPS: list[str] = [
    *(f"etabli.{wing}.{app}" for wing, apps in WINGS.items() for app in apps),
    *(f"etabli.{app}" for app in ON_TOP),
]
