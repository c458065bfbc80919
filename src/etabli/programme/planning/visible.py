from etabli.foundation.people.visibility import staff

VISIBLE = {"planning.Season": staff(), "planning.Proposal": staff("season__chamber")}
