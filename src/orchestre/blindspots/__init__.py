"""What was not asked: of all that matters here, the points that nobody named, the dearest not to know first.

>>> from orchestre.blindspots import relevant_points
>>> from orchestre.knowledge import load
>>> known = load()
>>> shop = known.kinds["shop"]
>>> points = relevant_points(shop, frozenset({*shop.tags, "any"}), "Vendre nos savons, livraison comprise", known)
>>> [point.requirement.id for point in points if point.asked], next(p for p in points if not p.asked).worth
(['shop.basket', 'shop.delivery'], 5.0)
"""

from orchestre.blindspots.unasked import BY_TRADE, Point, relevant_points

__all__ = ["BY_TRADE", "Point", "relevant_points"]
