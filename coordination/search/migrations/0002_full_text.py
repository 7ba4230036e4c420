from django.db import migrations

POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN tsv tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED",
    "ALTER TABLE search_entry ALTER COLUMN tsv SET STATISTICS 1000",
    "CREATE INDEX search_entry_tsv ON search_entry USING gin (tsv)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE search_entry_fts USING fts5(folded, content='search_entry', content_rowid='id', tokenize='unicode61')",
    "INSERT INTO search_entry_fts(search_entry_fts) VALUES ('rebuild')",
    """CREATE TRIGGER search_entry_fts_insert AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_entry_fts(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER search_entry_fts_delete AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_entry_fts(search_entry_fts, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER search_entry_fts_update AFTER UPDATE OF folded ON search_entry BEGIN
        INSERT INTO search_entry_fts(search_entry_fts, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO search_entry_fts(rowid, folded) VALUES (new.id, new.folded); END""",
)


def build(apps, schema_editor):
    """A stored tsvector column on PostgreSQL, an external-content FTS5 table on SQLite."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN tsv")
        return
    for trigger in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER search_entry_fts_{trigger}")
    schema_editor.execute("DROP TABLE search_entry_fts")


class Migration(migrations.Migration):
    # On SQLite a later change of the table remakes it and loses the triggers: repeat this then.
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(build, drop)]
