"""One sentence of an owner becomes a statement of need.

>>> from orchestre.need import write_need
>>> need = write_need("Notre site est illisible sur téléphone, on veut le refaire pour 4 000 €")
>>> need.kinds[0]["id"], need.facts[0]["value"]
('redesign', '4\\u202f000\\u202f€')
"""

from orchestre.need.building import write_need
from orchestre.need.document import Line, Need, Section
from orchestre.need.given import read_answers
from orchestre.need.paper import need_paper, to_markdown

__all__ = ["Line", "Need", "Section", "need_paper", "read_answers", "to_markdown", "write_need"]
