"""Long work of this app, run by the worker."""

from coordination.jobs import handlers
from voters.views import appendices

handlers.register(appendices.JOB, appendices.rebuilt, "Dựng phụ lục kiến nghị")
