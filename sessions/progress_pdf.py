"""How the tasks of resolutions are carried out, as a PDF in the layout of official papers: the page of the same name on
paper, without signature and number. Of one resolution, or of all of a year, as whoever asks may see them."""

from django.utils import timezone

from coordination.documents import pdf
from coordination.documents.paper import Paper
from coordination.lib.dates import official_long
from coordination.lib.text import sort_key
from sessions import queries
from sessions.choices import TaskCondition
from sessions.dossier_pdf import issuer_in
from sessions.models import Resolution, ResolutionTask

KIND = "resolution-progress"
"""Kind of the job that makes it."""


def tasks_of(params: dict, user):
    """The tasks meant by the parameters of a job, through the gate of whoever asked; nothing of a hidden resolution."""
    rows = ResolutionTask.objects.visible_to(user).select_related("owner", "resolution")
    if "resolution" in params:
        found = Resolution.objects.visible_to(user).filter(pk=params["resolution"])
        rows = rows.filter(resolution__in=found)
    else:
        rows = rows.filter(resolution__year=params["year"])
    return rows.order_by("resolution", "due_on", "pk")


def as_pdf(tasks, about: str, locality, progress=None) -> bytes:
    """The paper: numbers by body, then every task with its due day, how it stands and what came of it."""
    today = timezone.localdate()
    counted = [(row["owner__short_name"] or row["owner__name"], row) for row in queries.by_owner(tasks, today)]
    counted.sort(key=lambda pair: sort_key(pair[0]))
    total = {key: sum(row[key] for _words, row in counted) for key in ("total", *TaskCondition.values)}
    context = {
        "paper": Paper(type_name="Tình hình thực hiện", abstract=about, issuer=issuer_in(locality), archive=""),
        "on_words": official_long(today),
        "conditions": TaskCondition.labels,
        "rows": [_numbers(words, row) for words, row in (*counted, ("Tổng cộng", total))] if counted else [],
        "tasks": tasks,
    }
    return pdf.render("pdf/resolution_progress.html", context, progress)


def _numbers(words: str, counts: dict) -> dict:
    return {"words": words, "cells": [*(counts[key] for key in TaskCondition.values), counts["total"]]}
