from etabli.foundation.people.visibility import its_person

VISIBLE = {
    "protection.GestureMark": its_person(),
    "protection.HeldAccount": its_person(),
}
