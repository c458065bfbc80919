from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {"demand.Wish": either(its_person(), staff())}
