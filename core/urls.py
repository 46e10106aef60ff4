from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

urlpatterns = [path("", require_POST(set_language), name="set_language")]
