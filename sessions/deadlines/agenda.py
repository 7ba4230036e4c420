"""What agenda items and their documents owe the ledger."""

from sessions.deadlines.common import Duty


def of_item(item) -> Duty | None:
    """A document still to come, by its set day."""
    if not (item.is_owed and item.due_on and item.preparing_body):
        return None
    return Duty(item.preparing_body, item.due_on, f"Gửi tài liệu: {item.title}", f"Ấn định cho {item.gathering}")
