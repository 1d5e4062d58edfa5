"""The composer: the one place that knows the order of the stages.

::

    documents ──> gazetteer.find ──> events ──> locate ──> merge ──> incidents

Each stage takes records and returns new ones. A document that breaks a stage is reported and left out; the rest goes
on. The stages before `merge` know one document at a time, so that several processes can share a batch.
"""

from geomap.pipeline.batch import MERGES, Result, run, stream
from geomap.pipeline.stages import LANGUAGES, Outcome, Pipeline

__all__ = ["LANGUAGES", "MERGES", "Outcome", "Pipeline", "Result", "run", "stream"]
