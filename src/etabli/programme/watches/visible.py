from etabli.foundation.people.visibility import either, its_person, staff

VISIBLE = {"watches.Watch": either(its_person(), staff())}
