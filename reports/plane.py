"""The flat sheet maps are drawn on, and what stands on every map of the nation."""

from __future__ import annotations

from dataclasses import dataclass

# Named on every map of the nation, whatever the layer holds: at their own place, and where their names clear their drawn shapes.
ARCHIPELAGOS = (("Hoàng Sa", 111.9, 15.3), ("Trường Sa", 113.4, 8.8))
ARCHIPELAGO_LABELS = (("Hoàng Sa", 111.9, 16.95), ("Trường Sa", 114.2, 10.1))


@dataclass(frozen=True)
class Plane:
    """How degrees become units of a sheet, from its left top corner."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float = 0.0
    top: float = 0.0

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Place of a corner."""
        return (
            self.left + (longitude - self.west) * self.squeeze * self.scale,
            self.top + (self.north - latitude) * self.scale,
        )

    def place_on_grid(self, longitude: float, latitude: float) -> tuple[int, int]:
        """The same in whole units."""
        across, down = self.place(longitude, latitude)
        return round(across), round(down)
