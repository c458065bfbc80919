from etabli.foundation.people.visibility import either, staff
from etabli.territory.relays.visible import of_relay

VISIBLE = {
    "outreach.Round": staff(),
    "outreach.Sending": either(staff("round__chamber"), of_relay("relay")),
    "outreach.Segment": staff(),
    "outreach.InformationNotice": staff(),
    "outreach.Mailing": staff(),
    "outreach.Recipient": staff("mailing__chamber"),
}
