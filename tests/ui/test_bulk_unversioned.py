"""Rows that have no revision cannot have moved on, whatever a page says of them."""

from types import SimpleNamespace

import pytest

from coordination.ui.bulk import BulkPage
from coordination.ui.picks import VERSIONS


@pytest.mark.parametrize(
    ("row", "moved"), [({"pk": 7}, 0), ({"pk": 7, "revision": 1}, 0), ({"pk": 7, "revision": 2}, 1)]
)
def test_versions_of_rows(row, moved):
    page = BulkPage()
    page.data = {VERSIONS: "7.1"}
    page.rows = lambda: [SimpleNamespace(**row)]
    assert len(page._moved_on()) == moved
