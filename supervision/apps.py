from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"

    def ready(self):
        """Register findings and orders with the digest of the day."""
        from programmes.figures.digests import Source, digest_sources
        from supervision.figures.digests import finding_parts, waiting_requests

        digest_sources.append(Source(finding_parts, waiting_requests))
