import pytest

from coordination.jobs import handlers


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Kinds of work for tests: one that makes a file, one without, three that go wrong."""
    from coordination.records.errors import NotNow

    def echo(job, progress):
        progress(1, 2, "Đang dựng trang 1/2")
        progress(2, 2)
        return "ket-qua.txt", job.params.get("text", "").encode(), "text/plain"

    def refuse(job, progress):
        raise NotNow("Kỳ này chưa có số liệu.")

    def crash(job, progress):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(handlers, "_handlers", {})
    handlers.register("echo", echo, "Chép lại")
    handlers.register("quiet", lambda job, progress: None, "Việc không có tệp")
    handlers.register("refuse", refuse)
    handlers.register("crash", crash)
