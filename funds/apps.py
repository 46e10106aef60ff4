from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self):
        """Whoever pays for a project sees it; its page and its ledger show the money beside."""
        from funds.figures import arrived_and_paid
        from funds.models import seen_by_payer
        from funds.panels import money_of
        from projects.ledger.rows import money_beside
        from projects.panels import panels
        from projects.querysets import seen_through

        seen_through.append(seen_by_payer)
        panels.append(money_of)
        money_beside.append(arrived_and_paid)
