"""An easel: takes charts as the workshop does, and keeps them in place of drawing them."""

from bot.charts.chart import CannotDraw, Chart

PICTURE = b"\x89PNG\r\n\x1a\n a picture"


class Easel:
    """Keeps the charts it is given; broken, it draws none."""

    def __init__(self) -> None:
        self.charts: list[Chart] = []
        self.broken = False

    async def draw(self, chart: Chart) -> bytes:
        """Keep the chart and return something like a picture. Raises CannotDraw."""
        if self.broken:
            raise CannotDraw("broken")
        self.charts.append(chart)
        return PICTURE

    async def close(self) -> None:
        """Nothing to end."""
