"""The WSGI application that a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from mabian import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
embedded.ensure_server()
application = get_wsgi_application()
