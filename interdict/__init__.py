"""Record, study and share sanctions interdictions."""

__version__ = "0.1.0"
