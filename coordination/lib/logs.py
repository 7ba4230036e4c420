"""What the log leaves out."""

import logging


class RefusalsInOneLine(logging.Filter):
    """A refused request (403, 404, 400) is one line: its traceback leads only to the check that refused it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True
