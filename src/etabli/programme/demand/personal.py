from etabli.foundation.rooms import Personal

WISH = Personal(purpose="offering what people ask for", basis="public interest", retention_months=36)

PERSONAL = {"demand.Wish": dict.fromkeys(["person", "commune", "trade_code"], WISH)}
OWNERS = {"demand.Wish": "person"}
NOT_PERSONAL = {
    "demand.Wish": ["id", "chamber", "kind", "theme_code", "source", "expressed_on", "withdrawn_at"]
}
