"""What happens to files, for apps above that want to know."""

from django.dispatch import Signal

downloaded = Signal()
"""Somebody took a file out: `sender` the class of its record, `record`, `by`."""
