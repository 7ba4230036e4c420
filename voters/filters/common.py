"""What the filters of this room share."""

import django_filters
from django import forms


def choice(choices, label: str, **kwargs):
    """A select of a closed vocabulary."""
    return django_filters.ChoiceFilter(choices=choices, label=label, **kwargs)


def hidden_flag(label: str, **kwargs):
    """A condition that tabs and links set; in force it is shown as a pill, it takes no room among the selects."""
    return django_filters.BooleanFilter(label=label, widget=forms.HiddenInput, **kwargs)
