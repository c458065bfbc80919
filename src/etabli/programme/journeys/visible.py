from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {
    "journeys.Journey": either(its_person(), staff()),
    "journeys.Milestone": either(its_person(), staff()),
    "journeys.ContactNote": staff(),
}
