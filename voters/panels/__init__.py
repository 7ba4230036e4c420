"""What the registers of voters add to their own pages and to others: importing this room fills the registries."""

from voters import delegates, handover
from voters.panels import answering, batches, chain, merging, publishing, routing, supervision, waiting

__all__ = [
    "answering",
    "batches",
    "chain",
    "delegates",
    "handover",
    "merging",
    "publishing",
    "routing",
    "supervision",
    "waiting",
]
