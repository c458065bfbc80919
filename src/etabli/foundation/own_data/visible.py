from etabli.foundation.people.visibility import either, its_party, staff

VISIBLE = {"own_data.Erasure": either(its_party(), staff())}
