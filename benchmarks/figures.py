"""What a benchmark found: a line for whoever watches, and a row of the table that `make bench` prints."""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

# A file in which the rows are collected.
COLLECT = "BENCHMARK_FIGURES"
HEADINGS = ("What", "Command", "Measured", "Gate", "Aim", "Reference in the same run", "Verdict")


@dataclass(frozen=True)
class Figure:
    """One measured figure. `value` is what gate and aim are about; `detail` says n, p50, p95 and what belongs to it.

    `more_is_better`: gate and aim are the least that will do instead of the most. `reference` is what was measured
    beside it in the same run, for figures that are a ratio to something.
    """

    what: str
    value: float
    unit: str
    gate: float | None = None
    aim: float | None = None
    detail: str = ""
    reference: str = ""
    more_is_better: bool = False
    command: str = ""

    @property
    def verdict(self) -> str:
        if self.aim is not None and self._meets(self.aim):
            return "aim met"
        if self.gate is None:
            return ""
        return "gate met" if self._meets(self.gate) else "MISSED"

    @property
    def measured(self) -> str:
        shown = f"{_number(self.value)} {self.unit}"
        return f"{shown} ({self.detail})" if self.detail else shown

    def limit(self, value: float | None) -> str:
        sign = "≥" if self.more_is_better else "≤"
        return "–" if value is None else f"{sign} {_number(value)} {self.unit}".strip()

    def line(self) -> str:
        against = f"  against {self.reference}" if self.reference else ""
        judged = (
            f"  [gate {self.limit(self.gate)}, aim {self.limit(self.aim)}: {self.verdict}]"
            if self.gate is not None
            else ""
        )
        return f"{self.what}: {self.measured}{against}{judged}"

    def row(self) -> str:
        limits = (self.limit(self.gate), self.limit(self.aim))
        return _row(self.what, f"`{self.command}`", self.measured, *limits, self.reference, self.verdict)

    def _meets(self, limit: float) -> bool:
        return self.value >= limit if self.more_is_better else self.value <= limit


def tell(*figures: Figure) -> None:
    """Print the figures of this program, and put them down where `make bench` collects them."""
    for figure in figures:
        print(figure.line(), flush=True)
    if collected := os.environ.get(COLLECT):
        with Path(collected).open("a") as rows:
            rows.writelines(json.dumps(asdict(figure) | {"command": _command()}) + "\n" for figure in figures)


def table(collected: Path) -> str:
    """The collected figures as a Markdown table."""
    figures = [Figure(**json.loads(line)) for line in collected.read_text().splitlines()]
    return "\n".join([_row(*HEADINGS), _row(*["---"] * len(HEADINGS)), *(figure.row() for figure in figures)])


def sizes(about: str | None, **usual: int) -> argparse.Namespace:
    """How much to measure: an option for each size, with its usual value."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in usual.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value, help=f"usually {value:,}")
    return parser.parse_args()


def percentile(values: Sequence[float], part: int) -> float:
    """The value below which `part` of a hundred lie. One value is its own."""
    return statistics.quantiles(values, n=100, method="inclusive")[part - 1] if len(values) > 1 else values[0]


def spread(values: Sequence[float], unit: str, *parts: int) -> str:
    """`n=200, p50 3.1, p95 4.2 ms`"""
    cuts = ", ".join(f"p{part} {_number(percentile(values, part))}" for part in parts or (50, 95))
    return f"n={len(values):,}, {cuts} {unit}"


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _command() -> str:
    package = Path(sys.argv[0]).parent.name
    return " ".join(["python -m", f"{package}.{Path(sys.argv[0]).stem}", *sys.argv[1:]])
