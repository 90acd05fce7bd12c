"""Learning: sentences that were not clear at first, redacted, with the need that was meant; nobody is behind them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unclear_sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.Column("meant", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unclear_sentence")),
        sa.UniqueConstraint("said", name=op.f("uq_unclear_sentence_said")),
    )
    op.create_index(op.f("ix_unclear_sentence_day"), "unclear_sentence", ["day"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_unclear_sentence_day"), table_name="unclear_sentence")
    op.drop_table("unclear_sentence")
