"""What a site shows when it is looked at: pages as they were answered, findings with their proof."""
