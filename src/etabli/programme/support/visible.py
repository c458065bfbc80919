from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {
    "support.Appointment": either(its_person(), staff()),
    "support.DayOffer": either(its_person(), staff()),
    "support.FollowUp": either(its_person(), staff()),
}
