"""Who is reminded of what and when: ladder (pure), window, recipients, markers, digests, morning sheet.

`sweep.sweep(now)` is the whole of it; a Celery task and the command `send_reminders` ring for it.
"""
