from django.apps import AppConfig


class TestappConfig(AppConfig):
    """A record type of the tests' own, so that the shared rooms are tested without leaning on a business app."""

    name = "tests.testapp"
    label = "testapp"
