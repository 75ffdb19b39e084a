"""X (Twitter): the archive's direct messages; its posts are the owner's own words."""
