from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "funds"

    def ready(self):
        """Let payers see their projects, and add the money to the pages of projects
        and tasks and to the ledger."""
        from funds.figures import arrived_and_paid
        from funds.models import paid_projects
        from funds.panels import fund_panel
        from funds.task_links import funds_section
        from funds.unit_loads import money_load
        from programmes.panels import task_sections, unit_loads
        from projects.ledger.rows import money_beside
        from projects.panels import panels
        from projects.querysets import seen_through

        seen_through.append(paid_projects)
        panels.append(fund_panel)
        task_sections.append(funds_section)
        unit_loads.append(money_load)
        money_beside.append(arrived_and_paid)
