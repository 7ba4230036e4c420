"""Formats of the screens, by language (FORMAT_MODULE_PATH)."""
