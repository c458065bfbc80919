from django.db.models import Q

# Several acts taken back at once: the line says how many, and each of them asks for itself.
VISIBLE = {"journal.Entry": lambda viewer: Q()}
