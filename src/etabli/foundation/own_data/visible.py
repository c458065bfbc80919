from etabli.foundation.people.visibility import either, its_key, staff

VISIBLE = {"own_data.Erasure": either(its_key(), staff())}
