"""What a model may answer, field by field, and the check that every word it quotes stands in the report.

The same declaration is the JSON Schema that the server is given and the validation of what comes back. A record with a
field outside it, a figure that its words do not bear, or a quotation that is not in the report is refused as a whole.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = ["Answer", "Record"]

EvidenceField = Literal[
    "event_type",
    "date",
    "time_of_day",
    "killed",
    "injured",
    "killed_attackers",
    "abducted",
    "arrested",
    "perpetrator",
    "target",
    "weapons",
    "place",
]
SubEventType = Literal[
    "Armed clash",
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Attack",
    "Abduction/forced disappearance",
    "Sexual violence",
    "Arrests",
    "Disrupted weapons use",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
    "Mob violence",
    "Violent demonstration",
    "Peaceful protest",
    "Protest with intervention",
    "Excessive force against protesters",
]
EVENT_TYPES: dict[str, str] = {
    **dict.fromkeys(("Armed clash", "Government regains territory", "Non-state actor overtakes territory"), "Battles"),
    **dict.fromkeys(
        (
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
            "Grenade",
        ),
        "Explosions/Remote violence",
    ),
    **dict.fromkeys(("Attack", "Abduction/forced disappearance", "Sexual violence"), "Violence against civilians"),
    **dict.fromkeys(
        (
            "Arrests",
            "Disrupted weapons use",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        ),
        "Strategic developments",
    ),
    **dict.fromkeys(("Mob violence", "Violent demonstration"), "Riots"),
    **dict.fromkeys(
        ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"), "Protests"
    ),
}
"""ACLED's sub-event type → its event type (Codebook, "Event types")."""
Actor = Literal[
    "IS",
    "Iraqi army",
    "Federal Police",
    "police",
    "Iraqi forces",
    "Counter Terrorism Service",
    "PMF",
    "militia",
    "Peshmerga",
    "Asayish",
    "tribal",
    "coalition",
    "Turkey",
    "PKK",
    "Iran",
    "civilians",
    "unknown",
]
Weapon = Literal[
    "small arms",
    "IED",
    "VBIED",
    "suicide vest",
    "mortar",
    "rocket",
    "artillery",
    "drone",
    "air strike",
    "sniper",
    "grenade",
    "knife",
    "landmine",
    "vehicle",
]
Number = Annotated[int, Field(ge=0, le=100_000)] | None
Words = Annotated[str, Field(min_length=1, max_length=500)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quotation(_Strict):
    """Words of the report, letter for letter, and the field that rests on them."""

    field: EvidenceField
    text: Words


class Record(_Strict):
    """One incident as the model reads it; field meanings are those of `geomap.records.COLUMNS`."""

    sub_event_type: SubEventType
    factuality: Literal["stated", "foiled", "denied"] = "stated"
    date_start: date | None = None
    date_end: date | None = None
    date_precision: Literal["day", "week", "month", "year", "unknown"] = "unknown"
    time_of_day: Literal["dawn", "morning", "noon", "evening", "night"] | None = None
    killed_min: Number = None
    killed_max: Number = None
    injured_min: Number = None
    injured_max: Number = None
    killed_attackers: Number = None
    abducted: Number = None
    arrested: Number = None
    perpetrator: Actor = "unknown"
    target: Actor = "unknown"
    weapons: list[Weapon] = Field(default_factory=list, max_length=14)
    places: list[Words] = Field(default_factory=list, max_length=10)
    evidence: list[Quotation] = Field(max_length=60)

    @model_validator(mode="after")
    def _has_words(self) -> Record:
        """Refuse a field that is not null and has no quotation, and ranges that end before they begin."""
        quoted = {quotation.field for quotation in self.evidence}
        said = {
            "event_type": True,
            "date": self.date_start is not None and self.date_precision != "unknown",
            "time_of_day": self.time_of_day is not None,
            "killed": self.killed_min is not None or self.killed_max is not None,
            "injured": self.injured_min is not None or self.injured_max is not None,
            "killed_attackers": self.killed_attackers is not None,
            "abducted": self.abducted is not None,
            "arrested": self.arrested is not None,
            "perpetrator": self.perpetrator != "unknown",
            "target": self.target != "unknown",
            "weapons": bool(self.weapons),
        }
        bare = sorted(name for name, holds in said.items() if holds and name not in quoted)
        if bare:
            raise ValueError(f"no words of the report for {', '.join(bare)}")
        for low, high in (
            (self.killed_min, self.killed_max),
            (self.injured_min, self.injured_max),
            (self.date_start, self.date_end),
        ):
            if low is not None and high is not None and high < low:  # type: ignore[operator]
                raise ValueError("a range ends before it begins")
        return self


class Answer(_Strict):
    """Every incident that the report tells, each once."""

    incidents: list[dict[str, object]] = Field(max_length=100)
