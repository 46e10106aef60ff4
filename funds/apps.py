from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self):
        """Whoever pays for a project sees it."""
        from funds.models import seen_by_payer
        from projects.querysets import seen_through

        seen_through.append(seen_by_payer)
