from etabli.foundation.people.visibility import its_person

VISIBLE = {
    "protection.GestureMark": its_person(),
}
