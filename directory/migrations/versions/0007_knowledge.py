"""Knowledge: fiches and glossary by full text.

Nothing here is a source: the index is rebuilt from the files whenever they change (bot/information/search.py).
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SQLITE = "CREATE VIRTUAL TABLE knowledge USING fts5(passage UNINDEXED, words, tokenize = 'unicode61')"
POSTGRESQL = """CREATE TABLE knowledge (
    passage INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    vector TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED
)"""


def upgrade() -> None:
    op.create_table("knowledge_digest", sa.Column("digest", sa.String(64), primary_key=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE)
        return
    op.execute(POSTGRESQL)
    op.execute("CREATE INDEX ix_knowledge_vector ON knowledge USING gin (vector)")


def downgrade() -> None:
    op.drop_table("knowledge")
    op.drop_table("knowledge_digest")
