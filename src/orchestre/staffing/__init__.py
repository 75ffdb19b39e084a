"""The right sum: what a post costs, and which way of getting the work done costs least for the same work delivered."""
