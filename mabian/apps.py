from django.apps import AppConfig


class MabianConfig(AppConfig):
    name = "mabian"

    def ready(self) -> None:
        """Make our Celery application the one that every task is bound to."""
        from mabian import celery  # noqa: F401
