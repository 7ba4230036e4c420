from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "coordination.workflow"
    label = "workflow"
    verbose_name = "Quy trình"

    def ready(self):
        """Let the screen kit, which knows no workflow, ask for buttons, panels, history and search."""
        from coordination.search.queries import matching  # noqa: PLC0415 - models are loaded only now
        from coordination.ui import registry  # noqa: PLC0415
        from coordination.workflow import buttons, history, panels, table  # noqa: PLC0415

        registry.buttons_of.fill(buttons.offered)
        registry.step_of.fill(table.step_of)
        registry.panels_of.fill(panels.drawn)
        registry.history_of.fill(history.of)
        registry.saved_since.fill(history.since)
        registry.matching.fill(matching)
