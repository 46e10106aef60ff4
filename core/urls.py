from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from core.web.saved_views import views

urlpatterns = [
    path("language/", require_POST(set_language), name="set_language"),
    path("views/", views.SaveView.as_view(), name="save_view"),
    path("views/<int:pk>/name/", views.RenameView.as_view(), name="rename_view"),
    path("views/<int:pk>/default/", views.DefaultView.as_view(), name="default_view"),
    path("views/<int:pk>/delete/", views.DeleteView.as_view(), name="remove_view"),
]
