"""The scales: criteria, value functions, weights, price rules, ranking. Knows nothing of replies."""
