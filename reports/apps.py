from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from supervision.signals import month_closed

        month_closed.connect(look, dispatch_uid="reports.look")


def look(**of_month) -> None:
    """A month was closed: have what is due made now."""
    from reports.tasks import ring, tick

    ring(tick)
