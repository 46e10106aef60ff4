from programmes.models import Programme
from supervision.models import MediaLevel

FIRST_LEVELS = ("中央", "省级", "市级", "县级")


def create_first_levels(programme: Programme) -> None:
    """The media levels of a new programme, highest first."""
    MediaLevel.objects.bulk_create(
        MediaLevel(programme=programme, name=name, position=position)
        for position, name in enumerate(FIRST_LEVELS)
    )
