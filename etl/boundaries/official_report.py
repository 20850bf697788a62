"""What an import of official boundaries is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etl.findings import read_rules
from etl.received import ReceivedFile
from warehouse.errors import BoundaryError
from warehouse.model import Era, Level

Item = dict[str, Any]


@dataclass(frozen=True)
class ImportRequest:
    """How a file of boundaries is to be read.

    Attributes
    ----------
    era, level : Era, Level
        Of the units in the file.
    province : str, optional
        Code of a current province, for former units too; without one every province the file has units of is meant.
    crs : str, optional
        Coordinate system to use whatever the file says, as ``EPSG:3405``.
    central_meridian : float, optional
        Of a 3-degree zone of VN-2000, in degrees, instead of ``crs``.
    code_column, name_column, parent_column, layer : str
        Where the values do not tell which; empty = found.
    source, licence : str
        For the caption of the map.
    is_forced : bool
        Accept an incomplete or overlapping file; never one of another place or era.
    """

    era: Era
    level: Level
    province: str | None = None
    crs: str | None = None
    central_meridian: float | None = None
    code_column: str = ""
    name_column: str = ""
    parent_column: str = ""
    layer: str = ""
    source: str = ""
    licence: str = ""
    is_forced: bool = False


@dataclass(frozen=True)
class Remark:
    """One broken rule of ``data/catalog/rules/boundaries.toml`` or ``places.toml`` in words."""

    rule: str
    message_vi: str
    message_en: str

    @classmethod
    def tell(cls, rule: str, **words: object) -> Remark:
        """Fill the placeholders of a rule's messages.

        >>> Remark.tell("boundary_no_features").rule
        'boundary_no_features'
        """
        known = read_rules()[rule]
        return cls(rule, known.message_vi.format(**words), known.message_en.format(**words))

    def to_json(self) -> Item:
        """As it is printed for machines."""
        return {"rule": self.rule, "message_vi": self.message_vi, "message_en": self.message_en}


class RefusedFileError(BoundaryError):
    """A file of boundaries that cannot be used; ``remark`` says why and what to do."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.message_en, remark.message_vi)
        self.remark = remark


def refuse(rule: str, **words: object) -> RefusedFileError:
    """The error to raise."""
    return RefusedFileError(Remark.tell(rule, **words))


@dataclass
class Report:
    """What was found in a file; filled step by step, so that a refusal still tells what was learnt before it.

    Attributes
    ----------
    crs : str
        Coordinate system used, empty before it was known.
    columns : dict
        Which column was taken for ``code``, ``name`` and ``parent``.
    missing : list of dict
        Units without a shape: ``code``, ``name``.
    unmatched, contradictions : list of dict
        Features not joined: ``feature`` (1 = first), ``code``, ``name``, rule, messages and ``suggestions``.
    doubtful : list of dict
        The same of features joined all the same: the name beside the code is misspelt or unknown, or the code is nobody's.
    repaired : list of dict
        ``feature``, ``problem``, ``longitude``, ``latitude``, ``area_change_percent``.
    overlap_percent, gap_percent : float or None
        Of the area of all units; None before it was measured.
    area_warnings : list of dict
        Units more than 5 % off: ``code``, ``name``, ``area_km2``, ``published_km2``, ``difference_percent``.
    reasons : list of Remark
        Why the file is refused; none = it may be imported.
    status : str
        ``checked``, ``imported`` or ``refused``.
    """

    file: ReceivedFile
    request: ImportRequest
    crs: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    feature_count: int = 0
    matched: int = 0
    expected: int = 0
    missing: list[Item] = field(default_factory=list)
    unmatched: list[Item] = field(default_factory=list)
    contradictions: list[Item] = field(default_factory=list)
    doubtful: list[Item] = field(default_factory=list)
    repaired: list[Item] = field(default_factory=list)
    overlap_percent: float | None = None
    gap_percent: float | None = None
    area_warnings: list[Item] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    reasons: list[Remark] = field(default_factory=list)
    layers: list[str] = field(default_factory=list)
    status: str = "checked"
    release_id: str | None = None

    def warn(self, rule: str, **words: object) -> None:
        """Note something that does not stop the import."""
        self.warnings.append(Remark.tell(rule, **words))

    def object_to(self, rule: str, **words: object) -> None:
        """Note a reason to refuse the file."""
        self.reasons.append(Remark.tell(rule, **words))

    def object_unless_forced(self, rule: str, **words: object) -> None:
        """Note a reason to refuse the file, which ``--force`` turns into a warning."""
        remark = Remark.tell(rule, **words)
        if self.request.is_forced:
            known = read_rules()["boundary_forced"]
            vi, en = known.message_vi, known.message_en
            forced = Remark(known.rule, vi.format(reason=remark.message_vi), en.format(reason=remark.message_en))
            self.warnings.append(forced)
        else:
            self.reasons.append(remark)

    def to_json(self) -> Item:
        """The machine-readable answer; the same keys whatever became of the file."""
        asked = self.request
        lists: Mapping[str, Sequence[Item]] = {
            "missing": self.missing,
            "unmatched": self.unmatched,
            "repaired": self.repaired,
            "contradictions": self.contradictions,
            "doubtful": self.doubtful,
            "area_warnings": self.area_warnings,
            "warnings": [remark.to_json() for remark in self.warnings],
            "reasons": [remark.to_json() for remark in self.reasons],
        }
        told = ("crs", "columns", "feature_count", "matched", "expected", "overlap_percent", "gap_percent")
        return {
            "file": self.file.name,
            "sha256": self.file.sha256,
            "era": asked.era.value,
            "level": asked.level.value,
            "province": asked.province,
            **{name: getattr(self, name) for name in told},
            **lists,
            "layers": self.layers,
            "status": self.status,
            "release_id": self.release_id,
        }
