"""In which area the customer is."""

from functools import cached_property
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt

from largesse.profiles.conditions.operators.operator import require_tag
from largesse.promotions.cart import Place
from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import LOCATION_REQUIRED, PASSED, Verdict, failed

EARTH: Final = 6_371_008.8  # metres: the mean radius of the IUGG

Latitude = Annotated[StrictFloat | StrictInt, Field(ge=-90, le=90)]
Longitude = Annotated[StrictFloat | StrictInt, Field(ge=-180, le=180)]
AreaName = Annotated[str, Field(max_length=128, pattern=r"^[^\x00]*$")]


class Point(BaseModel):
    """A place in degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: Latitude = Field(description="Degrees north.", examples=[50.0617])
    longitude: Longitude = Field(description="Degrees east.", examples=[19.9373])


class Circle(BaseModel):
    """All that is no farther than so many metres from a place."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    type: Literal["circle"] = "circle"
    name: AreaName = Field(default="", description="How the area is called.")
    centre: Point = Field(description="The place in the middle.")
    radius: StrictInt = Field(ge=1, le=20_100_000, description="Metres.", examples=[900])

    def holds(self, place: Place) -> bool:
        """Whether the place is inside; the distance is that of the great circle (haversine)."""
        south, north = radians(self.centre.latitude), radians(place.latitude)
        east = radians(place.longitude - self.centre.longitude)
        half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
        return 2 * EARTH * asin(min(1.0, sqrt(half))) <= self.radius


class Polygon(BaseModel):
    """All that is inside a closed line, its corners included; it may cross the 180th meridian, no pole."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    type: Literal["polygon"] = "polygon"
    name: AreaName = Field(default="", description="How the area is called.")
    points: tuple[Point, ...] = Field(
        min_length=3,
        max_length=1000,
        description="The corners in their order; the last is joined to the first.",
    )

    def holds(self, place: Place) -> bool:
        """Whether the place is inside: a ray to the east crosses the line an odd number of times."""
        west, east, south, north = self._box
        if not south <= place.latitude <= north:
            return False
        return any(
            self._encloses(longitude, place.latitude)
            for longitude in (place.longitude, place.longitude - 360, place.longitude + 360)
            if west <= longitude <= east
        )

    def _encloses(self, x: float, y: float) -> bool:
        inside = False
        for (x1, y1), (x2, y2) in pairwise(self._ring):
            if (x, y) == (x1, y1):
                return True
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    @cached_property
    def _ring(self) -> tuple[tuple[float, float], ...]:
        """The corners, the first one again at the end, with longitudes that never jump by half the world."""
        ring = [(float(self.points[0].longitude), float(self.points[0].latitude))]
        for point in (*self.points[1:], self.points[0]):
            step = (point.longitude - ring[-1][0] + 180) % 360 - 180
            ring.append((ring[-1][0] + step, float(point.latitude)))
        return tuple(ring)

    @cached_property
    def _box(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self._ring, strict=True)
        return min(xs), max(xs), min(ys), max(ys)


class Area(Rule):
    """The customer is in one of these areas, by the place that the order sends."""

    title: ClassVar[str] = "Area"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "The customer is in one of {areas}"

    type: Literal["area"] = "area"
    areas: tuple[Annotated[Circle | Polygon, Field(discriminator="type")], ...] = Field(
        min_length=1, max_length=100, description="Circles and polygons."
    )

    def check(self, facts: Facts) -> Verdict:
        place = facts.cart.place
        if place is None:
            return LOCATION_REQUIRED
        for area in self.areas:
            if area.holds(place):
                return PASSED
        return failed(
            "area_rule_failed", observed=f"{place.latitude:g}, {place.longitude:g}", needed=self._names
        )

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return show_names(tuple(area.name or area.type for area in self.areas))
