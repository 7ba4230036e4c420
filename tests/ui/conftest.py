import pytest

from coordination.ui import registry


@pytest.fixture(autouse=True)
def _no_other_apps(monkeypatch):
    """What apps above add to pages is tested with them."""
    for hook in (registry.panels_of, registry.list_buttons_of, registry.unread_count, registry.overdue_count):
        monkeypatch.setattr(hook, "answer", hook.default)
