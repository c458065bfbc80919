from etabli.foundation.notices.handovers import tell_of_handover

HOOKS = {"people.hand_over": tell_of_handover}
