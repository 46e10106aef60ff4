from funds.views import urlpatterns

__all__ = ["urlpatterns"]
