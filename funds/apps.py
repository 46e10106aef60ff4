from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self):
        """Whoever pays for a project sees it, and its page shows the money beside."""
        from funds.beside import money_of
        from funds.models import seen_by_payer
        from projects.beside import panels
        from projects.querysets import seen_through

        seen_through.append(seen_by_payer)
        panels.append(money_of)
