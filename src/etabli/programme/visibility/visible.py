from etabli.foundation.people.visibility import its_person
from etabli.programme.visibility.personal import MODELS

VISIBLE = dict.fromkeys(MODELS, its_person())
