"""Presets: scenarios that the documents themselves raise, with the claims that raise them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from geo.catalog.catalog import Catalog
from geo.data.errors import AtlasError
from geo.data.records import Claim, Relation
from geo.data.schema import NOT_STATED
from geo.network.endpoints import find_endpoint
from geo.network.graph import Network
from geo.network.length_change import change_words
from geo.network.what_if import what_if
from geo.query.scenario import CRITERIA, Question, Scenario

_TRIPP = ("horadiz-agbend-railway", "tripp-syunik", "nakhchivan-railway",
          "nakhchivan-dilucu-railway")
_KANDAHAR = ("mazar-herat-railway", "herat-kandahar-chaman-railway")
_IRAN_LINK = ("zaranj-delaram-railway", "zahedan-zaranj-railway", "chabahar-zahedan-railway")


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario, questions that show its effect, and what in the sources raises it.

    `questions_asked` are pairs of endpoints, the most instructive first; those that are not in the
    data are left out. `because` names claims or relations by subject, attribute or relation, source
    and lines, as in `geo.data.records.Claim.reference`; it is empty where the atlas itself offers
    the preset.
    """

    title: str
    scenario: Scenario
    questions_asked: tuple[tuple[str, str], ...]
    because: tuple[str, ...] = ()
    cargo: str = field(default="goods")


PRESETS: Mapping[str, Preset] = MappingProxyType({
    "operating-only": Preset(
        "Only what a source says operates today, itself or as a corridor",
        Scenario(frozenset({"operating"})),
        (("altynkol", "poti"), ("yalama", "yerevan"))),
    "promised-by-2030": Preset(
        "All that is promised by 2030", Scenario(by_year=2030),
        (("horadiz", "julfa"), ("baku", "dilucu"), ("baku", "nakhchivan"))),
    "kabul-and-kandahar": Preset(
        "Kabul and Kandahar corridors both built",
        Scenario().opening("kabul-corridor", *_KANDAHAR),
        (("termez", "kharlachi"), ("tashkent", "karachi"), ("termez", "chaman"),
         ("termez", "gwadar")),
        ("kandahar-corridor/competes-with/umarova-2025/51-51",)),
    "zaranj-delaram": Preset(
        "Zaranj\N{EN DASH}Delaram railway built",
        Scenario().opening(*_IRAN_LINK, *_KANDAHAR),
        (("mazar-i-sharif", "chabahar"), ("tashkent", "chabahar"), ("termez", "chabahar"),
         ("kandahar", "chabahar")),
        ("zaranj-delaram-railway/continues-as/umarova-2025/49-49",
         "zaranj-delaram-railway/feeds/umarova-2025/53-53")),
    "tripp": Preset(
        "TRIPP open, with the Kars\N{EN DASH}Dilucu line",
        Scenario().opening(*_TRIPP, "kars-dilucu-railway"),
        (("horadiz", "kars"), ("nakhchivan", "kars"), ("baku", "kars"), ("baku", "nakhchivan")),
        ("kars-dilucu-railway/extends/air-center-2025/2815-2815",)),
    "tripp-without-kars": Preset(
        "TRIPP open, without the Kars\N{EN DASH}Dilucu line",
        Scenario().opening(*_TRIPP).closing("kars-dilucu-railway"),
        (("horadiz", "nakhchivan"), ("nakhchivan", "kars"), ("baku", "kars"),
         ("baku", "nakhchivan")),
        ("kars-dilucu-railway/extends/air-center-2025/2815-2815",)),
    "iran-closed": Preset(
        "Iran closed by hostilities of Iran and Israel", Scenario().closing("IR"),
        (("moscow", "bandar-abbas"), ("baku", "karachi"), ("tashkent", "bandar-abbas"),
         ("yerevan", "bandar-abbas")),
        ("chabahar/warning/umarova-2025/57-57", "chabahar-herat/warning/umarova-2025/57-57",
         "trans-afghan/warning/umarova-2025/57-57")),
    "afghanistan-closed": Preset(
        "Afghanistan closed, all else that is planned open",
        Scenario(frozenset({"operating", NOT_STATED, "under-construction", "planned", "proposed"}),
                 closed=frozenset({"AF"})),
        (("tashkent", "chabahar"), ("tashkent", "karachi"), ("termez", "chabahar"))),
})
"""The presets, by the word that an address or a command uses."""


def raised_by(catalog: Catalog, preset: Preset) -> tuple[Claim | Relation, ...]:
    """Returns the claims that raise a preset, in its order; those not in the data are left out."""
    by_reference: dict[str, Claim | Relation] = {
        f"{relation.subject_id}/{relation.relation}/{relation.source_id}/{relation.lines}": relation
        for relation in catalog.relations
    }
    by_reference |= {claim.reference: claim for claim in catalog.claims}
    return tuple(
        by_reference[reference] for reference in preset.because if reference in by_reference
    )


def questions(network: Network, preset: Preset) -> tuple[Question, ...]:
    """Returns the questions of a preset whose two endpoints are in the network, in its order."""
    questions_in_network: list[Question] = []
    for origin, target in preset.questions_asked:
        try:
            ends = [find_endpoint(network, preset.cargo, end).places for end in (origin, target)]
        except AtlasError:
            continue
        if not ends[0] & ends[1]:
            questions_in_network.append(Question(origin, target, preset.cargo, preset.scenario))
    return tuple(questions_in_network)


GOLDEN_COLUMNS = ("preset", "from", "to", "criterion", "before_length", "before_borders",
                  "before_transfers", "after_length", "after_borders", "after_transfers",
                  "after_weakest", "change", "closing_alone")


def golden_table(network: Network) -> tuple[tuple[str, ...], ...]:
    """Returns the results of every preset as text: one row for each question and criterion.

    Kept in a file beside the tests, it shows in a diff how an edit of the data changes the
    itineraries. The first row holds `GOLDEN_COLUMNS`. `none` stands where there is no itinerary;
    days have a row only where some itinerary has them.
    """
    rows: list[tuple[str, ...]] = [GOLDEN_COLUMNS]
    for name, preset in PRESETS.items():
        for question in questions(network, preset):
            result = what_if(network, question)
            for criterion in CRITERIA:
                before, after = result.before[criterion], result.after[criterion]
                if criterion == "days" and not (before or after):
                    continue
                cells = [
                    text
                    for itinerary in (before, after)
                    for text in (
                        (
                            itinerary.length.words,
                            str(len(itinerary.crossings)),
                            str(itinerary.transfers.at_least),
                        )
                        if itinerary
                        else ("none", "", "")
                    )
                ]
                rows.append((name, question.origin, question.target, criterion,
                             *(text.replace("\N{NO-BREAK SPACE}", " ") for text in cells),
                             after.weakest if after else "",
                             *(text.replace("\N{NO-BREAK SPACE}", " ") for text in (
                                 change_words(before, after),
                                 change_words(before, result.closed_alone[criterion])
                                 if result.closed_alone else ""))))
    return tuple(rows)
