from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {
    "coverage.Goal": staff(),
    "coverage.OnlinePresence": either(its_person(), staff("person__chamber")),
}
