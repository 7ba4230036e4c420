"""What a record is linked to and its editor may not see is no choice on the form: a save keeps it all the same."""

from coordination.lib.keys import key_of


class KeepsUnseen:
    """Mixin of `RecordForm`, for fields limited to what the user may see (`all_rows` are those before the limit)."""

    def keep_unseen(self) -> None:
        """Put back what the browser could not send; called with cleaned fields. Whoever chooses another row instead of
        the one they do not see has decided."""
        if not self.instance.pk:
            return
        for name in self._shared():
            if hasattr(self.fields[name], "all_rows"):
                self._keep(name, self.fields[name])

    def _keep(self, name, field) -> None:
        stored = self._column(name).value_from_object(self.instance)
        several = isinstance(stored, list)
        typed = None if field.disabled else self[name].data
        if typed and not several:
            return
        keys = {row.pk for row in stored} if several else {stored} - {None}
        missing = field.all_rows.filter(pk__in=keys.difference(map(key_of, typed or ())))
        unseen = keys and missing.exclude(pk__in=missing.model.objects.visible_to(self.user).values("pk"))
        if not unseen:
            return
        if not typed:  # "chưa chọn", or what no longer is a choice
            self._errors.pop(name, None)
        if several and name not in self._errors:
            chosen = [row.pk for row in self.cleaned_data.get(name, ())]
            self.cleaned_data[name] = field.all_rows.filter(pk__in=[*chosen, *(row.pk for row in unseen)])
        elif not several:
            self.cleaned_data[name] = unseen[0]
