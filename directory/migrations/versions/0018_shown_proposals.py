"""Every proposal that was shown, without anything of the person; the place of an appointment's own among them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shown_proposal",
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("site_key", sa.String(200), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("need", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("equals", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seed", "site_key", name=op.f("pk_shown_proposal")),
    )
    op.create_index(op.f("ix_shown_proposal_month"), "shown_proposal", ["month"])
    op.add_column("proposal_reason", sa.Column("position", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("proposal_reason", "position")
    op.drop_index(op.f("ix_shown_proposal_month"), table_name="shown_proposal")
    op.drop_table("shown_proposal")
