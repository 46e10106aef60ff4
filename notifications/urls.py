from django.urls import path

from notifications import views

urlpatterns = [
    path("my/notices/read/", views.MarkNoticesRead.as_view(), name="notices_read"),
    path("my/notices/<int:pk>/", views.OpenNotice.as_view(), name="notice"),
]
