"""The same rooms as pages."""
