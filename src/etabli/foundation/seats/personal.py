from etabli.foundation.rooms import Personal

PLACE = Personal(
    purpose="holding a place in a workshop", basis="public interest", retention_months=36, erase="keep: count"
)

PERSONAL = {"seats.SignUp": dict.fromkeys(["person", "status", "number", "via", "signed_up_at"], PLACE)}
OWNERS = {"seats.SignUp": "person"}
NOT_PERSONAL = {
    "seats.Occasion": [
        "id",
        "organisation",
        "title",
        "starts_at",
        "ends_at",
        "place",
        "capacity",
        "taken",
        "arrivals",
        "uid",
        "sequence",
        "cancelled_at",
    ],
    "seats.SignUp": ["id", "occasion"],
}
