"""Need + replies -> comparable offers -> decision -> ranked and explained."""
