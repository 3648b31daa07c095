"""Places and the points on the map that they get (pins.tsv)."""

from __future__ import annotations

from collections.abc import Callable

from musnad.types import Record

Row = dict[str, str]


def test_pin(row: Row, record: Callable[[str], Record], fits: Callable[[Row, Row], bool]) -> None:
    data = record(row["text"]).to_dict()
    points = {entity["id"]: entity["geo"] for entity in data["entities"]}
    found = [
        {
            "mention": mention["text"],
            "precision": point["precision"] if point else "-",
            "country": point["country"] if point else "-",
            "lat": f"{point['lat']:.0f}" if point else "-",
            "lon": f"{point['lon']:.0f}" if point else "-",
        }
        for mention in data["mentions"]
        for point in (points[mention["entity"]],)
    ]
    assert any(fits(row, mention) for mention in found), found
