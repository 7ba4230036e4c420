"""The demonstration: five real localities from their articles, one made-up province that is alive."""

from coordination.operations.demo.loading import accounts, load

__all__ = ["accounts", "load"]
