"""How good is the reading? What a careful reader found in reports against what geomap reads in them.

The room stands beside the stages and behind the pipeline: it runs it whole, and explains from what it gives. Tests,
benchmarks and ``geomap evaluate`` score with it, so that one figure means one thing.
"""

from geomap.evaluation.comparisons import Comparison, comparisons
from geomap.evaluation.evaluate import Evaluation, evaluate
from geomap.evaluation.faults import STEPS, Fault
from geomap.evaluation.figures import NAMES, Figures, figures
from geomap.evaluation.gold import TYPES, GoldIncident, GoldReport, read_clusters, read_gold
from geomap.evaluation.pairwise import Pairwise, pairwise, pairwise_of

__all__ = [
    "NAMES",
    "STEPS",
    "TYPES",
    "Comparison",
    "Evaluation",
    "Fault",
    "Figures",
    "GoldIncident",
    "GoldReport",
    "Pairwise",
    "comparisons",
    "evaluate",
    "figures",
    "pairwise",
    "pairwise_of",
    "read_clusters",
    "read_gold",
]
