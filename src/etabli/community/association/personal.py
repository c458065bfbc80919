from etabli.foundation.rooms import Personal

MEMBERSHIP = Personal(
    purpose="running the association", basis="contract", retention_months=36, erase="pseudonym"
)
PLACE = Personal(purpose="being found by place", basis="contract", retention_months=36)
DATES = Personal(
    purpose="running the association", basis="contract", retention_months=36, erase="keep: count"
)

PERSONAL = {
    "association.Member": {
        "user": MEMBERSHIP,
        "display_name": MEMBERSHIP,
        "trade": DATES,
        "commune_code": PLACE,
        "joined_on": DATES,
        "left_on": DATES,
    }
}
OWNERS = {"association.Member": "user"}
NOT_PERSONAL = {"association.Member": ["id", "organisation"]}
