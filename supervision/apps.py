from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"

    def ready(self):
        """Register findings and orders with the digest of the day and with feedback sheets, media
        levels with the creation of programmes."""
        from programmes.exporters.feedback_parts import sheet_parts
        from programmes.figures.digests import Source, digest_sources
        from programmes.figures.feedback import other_items
        from programmes.services.programmes import first_entries
        from supervision.exporters.sheet_part import finding_part
        from supervision.figures.digests import finding_parts, proposal_notes, waiting_requests
        from supervision.figures.feedback import findings_to_rectify
        from supervision.services.media_levels import create_first_levels

        sheet_parts.append(finding_part)
        other_items.append(findings_to_rectify)
        digest_sources.append(Source(finding_parts, waiting_requests, proposal_notes))
        first_entries.append(create_first_levels)
