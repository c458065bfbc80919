"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from etabli.site.incidents import guard_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etabli.site.settings")

application = guard_application(get_wsgi_application())
