"""Nouns that one thing may be called by in turn: the drive, then the campaign."""

from functools import cache

from bot.generation.reading.mentions import singular

_GROUPS = (
    "campaign drive operation programme program effort scheme project initiative",
    "meeting summit conference session gathering congress assembly talks",
    "company firm house business manufacturer maker group producer enterprise carrier airline",
    "convention treaty agreement accord pact deal charter protocol",
    "commission organisation organization body agency institution association union federation"
    " league society bloc alliance committee council",
    "ship vessel boat barque ferry steamer liner yacht tanker freighter trawler",
    "book novel work volume",
    "railway line route railroad",
    "theatre house opera stage",
    "law act bill legislation measure",
    "storm hurricane cyclone typhoon",
    "fire blaze bushfire wildfire",
    "crash accident collision disaster",
    "report study survey paper review digest",
    "election vote poll ballot",
    "festival fair event celebration",
    "match game final tie fixture",
    "strike walkout stoppage",
    "plane aircraft jet airliner",
    "film movie picture",
    "outbreak epidemic disease",
    "school college university academy institute",
    "bridge crossing span structure",
    "lighthouse tower light",
    "museum gallery collection",
    "race regatta",
    "hospital clinic",
    "mission expedition voyage flight",
    "prize award",
    "settlement town village pueblo colony hamlet city",
)


@cache
def kindred(noun: str) -> frozenset[str]:
    """The nouns that may take up a noun, itself among them."""
    groups = (frozenset(group.split()) for group in _GROUPS)
    return frozenset({noun}).union(*(group for group in groups if singular(noun) in group))
