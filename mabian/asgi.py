"""The ASGI application that a web server loads."""

import os

from django.core.asgi import get_asgi_application

from mabian import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mabian.settings")
embedded.ensure_server()
application = get_asgi_application()
