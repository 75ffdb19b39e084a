"""Which projects and when, in euros, without stopping the business: read, planned, explained, checked."""

from orchestre.roadmap.given import read_plan, read_roadmap
from orchestre.roadmap.planning import PROOF, SECONDS, checked, document, plan, priced

__all__ = ["PROOF", "SECONDS", "checked", "document", "plan", "priced", "read_plan", "read_roadmap"]
