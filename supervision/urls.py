from core.web.record_pages import urls_of

urlpatterns = urls_of("supervision.views")
