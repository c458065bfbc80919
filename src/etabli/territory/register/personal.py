from etabli.foundation.rooms import Personal

PUBLISHED = Personal(
    purpose="knowing the craft businesses of the territory",
    basis="public interest",
    retention_months=60,
    erase="keep: published by the State",
)
TRADE = Personal(
    purpose="following a person who asked for help", basis="public interest", retention_months=36
)

PERSONAL = {
    # A sole trader's business bears their own name.
    "register.Business": {"siret": PUBLISHED, "name": PUBLISHED, "folded_name": PUBLISHED},
    "register.Artisan": {
        "person": TRADE,
        "business": TRADE,
        "commune": TRADE,
        "trade_code": TRADE,
        "business_name": TRADE,
    },
}
OWNERS = {"register.Business": "artisans__person", "register.Artisan": "person"}
NOT_PERSONAL = {
    "register.Business": [
        "id",
        "chamber",
        "trade_code",
        "sector",
        "commune",
        "commune_code",
        "created_on",
        "closed_on",
        "is_published",
    ],
    "register.Artisan": ["id"],
    "register.Import": [
        "id",
        "chamber",
        "at",
        "files",
        "read",
        "kept",
        "created",
        "updated",
        "closed",
        "unchanged",
        "rejected",
    ],
}
