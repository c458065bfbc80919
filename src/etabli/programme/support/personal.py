from etabli.foundation.rooms import Personal

HELP = Personal(purpose="individual support", basis="public interest", retention_months=36)

PERSONAL = {
    "support.Appointment": dict.fromkeys(
        ["person", "place", "outcome", "report", "next_step", "reported_at", "cancelled_at"], HELP
    )
}
OWNERS = {"support.Appointment": "person"}
NOT_PERSONAL = {"support.Appointment": ["id", "chamber", "wish", "half_day", "sequence"]}
