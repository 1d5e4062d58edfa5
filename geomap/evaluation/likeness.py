"""How like an incident is to a gold one: type, days, place, figures, each by the rules that the gold was made with.

The rules are those of ``GOLD.md`` beside the annotated articles of July 2015, section "Matching, for scoring".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from geomap.evaluation.gold import GoldIncident
from geomap.geodesy import distance_km
from geomap.records import Count, Incident

__all__ = [
    "FAMILIES",
    "affinity",
    "family",
    "figure",
    "off_km",
    "same_days",
    "same_perpetrator",
    "same_start",
    "same_type",
]

SLACK_KM = 10
"""Beyond the gold's tolerance two places may still be meant to be one."""

_DAY = timedelta(days=1)

FAMILIES: Mapping[str, str] = {
    "air_strike": "air strike",
    "shelling": "shelling",
    "bombing": "bombing",
    "suicide_bombing": "bombing",
    "armed_clash": "fight",
    "attack": "fight",
    "assassination": "fight",
    "execution": "fight",
    "abduction": "abduction",
    "arrest": "arrest",
    "bodies_found": "bodies found",
    "territory_change": "territory",
    "other": "other",
}
"""Gold type → family: types of one are not told apart; ``other`` is like any."""

_MARKS = (
    ("air strike", ("air", "drone")),
    ("shelling", ("shelling", "artillery", "missile")),
    ("bombing", ("suicide", "ied", "remote explosive", "landmine", "grenade", "bomb")),
    ("abduction", ("abduction", "kidnap")),
    ("arrest", ("arrest",)),
    ("bodies found", ("bodies", "mass grave")),
    ("territory", ("territory", "overtakes", "regains")),
    ("fight", ("clash", "attack", "battle", "execution", "violence against", "assassination")),
)
"""Family → words in ACLED's event and sub-event names, the first that fits."""

_ACTORS = (
    ("is", ("islamic state", "isis", "daesh")),
    ("pmf", ("pmf", "popular mobil")),
    ("peshmerga", ("peshmerga", "asayish")),
    ("coalition", ("coalition",)),
    ("turkey", ("turk",)),
    ("pkk", ("pkk",)),
    ("tribal", ("trib",)),
)
_STATE = ("iraqi", "army", "police", "security forces", "government", "counter terrorism", "federal")
"""Forces of the Iraqi state, which reports themselves do not tell apart."""

_VOWELS = re.compile("[\u064b-\u065f\u0670\u0640]")
_LETTERS = str.maketrans("أإآٱىئؤةكيە", "ااااييوهکیه")
_KINDS = re.compile(
    r"\b(قضاء|ناحيه|ناحية|قريه|قرية|مدينه|مدينة|محافظه|محافظة|بلده|بلدة|منطقه|منطقة"
    r"|al|ar|as|at|ash|the|district|village|town|city|governorate|province)\b"
)
_ARTICLE = re.compile(r"(^|\s)ال")
_OTHER = re.compile(r"[\W_]+")


def affinity(gold: GoldIncident, incident: Incident) -> float:
    """Return how well the two agree; 0 where they cannot be the same incident.

    They can where types and days do and the place lies within the tolerance and `SLACK_KM`, or bears the same name. A
    place within the tolerance adds 0.5, the right number of dead 0.3, of injured 0.2.
    """
    if not (same_type(gold, incident) and same_days(gold, incident)):
        return 0.0
    km = off_km(gold, incident)
    if not (km is not None and km <= gold.tolerance_km + SLACK_KM) and not _names(gold) & _names_of(incident):
        return 0.0
    right = km is not None and km <= gold.tolerance_km
    exact = [figure(gold, incident, what) == "exact" for what in ("killed", "injured")]
    return 1.0 + 0.5 * right + 0.3 * exact[0] + 0.2 * exact[1]


def family(incident: Incident) -> str:
    """Return the family of what geomap read."""
    name = f"{incident.event.event_type} / {incident.event.sub_event_type}".lower()
    return next((family for family, words in _MARKS if any(word in name for word in words)), "other")


def same_type(gold: GoldIncident, incident: Incident) -> bool:
    """Return whether the two are of one family, or one of them of any."""
    one, other = FAMILIES[gold.type], family(incident)
    return one == other or "other" in (one, other)


def same_days(gold: GoldIncident, incident: Incident) -> bool:
    """Return whether their days, each widened by one at both ends, overlap; an unknown day fits any."""
    when = incident.event.when
    if when.start is None:
        return True
    return gold.start - _DAY <= (when.end or when.start) + _DAY and when.start - _DAY <= gold.end + _DAY


def same_start(gold: GoldIncident, incident: Incident) -> bool:
    """Return whether the first day of what was read is one of the gold's."""
    start = incident.event.when.start
    return start is not None and gold.start <= start <= gold.end


def off_km(gold: GoldIncident, incident: Incident) -> float | None:
    """Return the distance between their points; None for an incident that was not placed."""
    return None if incident.point is None else distance_km(*incident.point, gold.lon, gold.lat)


def figure(gold: GoldIncident, incident: Incident, what: str) -> str:
    """Return how the figure of the ``killed`` or ``injured`` compares: exact, close (one off), wrong, missed.

    ``none`` and ``invented`` where the gold has none.
    """
    stated, count = getattr(gold, what), getattr(incident.event, what)
    read = None if count is None or count == Count(None, None) else (count.low, count.high)
    if stated is None:
        return "none" if read is None else "invented"
    if read is None:
        return "missed"
    open_ = None in (stated[1], read[1])
    if stated == read or (stated[0] is not None and stated[0] == read[0] and open_):
        return "exact"
    one, other = (ends[0] if ends[0] is not None else ends[1] for ends in (stated, read))
    return "close" if abs((one or 0) - (other or 0)) <= 1 else "wrong"


def same_perpetrator(gold: GoldIncident, incident: Incident) -> bool:
    """Return whether both name the same side, the forces of the Iraqi state taken as one."""
    return _side(gold.perpetrator) == _side(incident.event.perpetrator)


def _side(name: str) -> str:
    low = (name or "unknown").lower()
    found = next((side for side, words in _ACTORS if any(word in low for word in words)), None)
    return found or ("iraqi forces" if any(word in low for word in _STATE) else low)


def _names(gold: GoldIncident) -> set[str]:
    return {_plain(gold.place_ar), _plain(gold.place_en)} - {""}


def _names_of(incident: Incident) -> set[str]:
    where = incident.location
    place = where.place
    names = [where.place_text, *((place.name("ar"), place.label, place.name("ckb")) if place else ())]
    return {_plain(name or "") for name in names} - {""}


def _plain(name: str) -> str:
    folded = _VOWELS.sub("", name).lower().translate(_LETTERS)
    return _OTHER.sub("", _ARTICLE.sub(r"\1", _KINDS.sub(" ", folded)))
