from django.apps import AppConfig


class MabianConfig(AppConfig):
    name = "mabian"

    def ready(self) -> None:
        """Make our Celery application the one that every task is bound to; know our checks."""
        from mabian import celery, checks  # noqa: F401
