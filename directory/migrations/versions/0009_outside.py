"""Outside agendas: when another tool last spoke of each thing, so that a notice sent again changes nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_notice",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outside_notice")),
    )
    op.create_index(op.f("ix_outside_notice_said_at"), "outside_notice", ["said_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_outside_notice_said_at"), table_name="outside_notice")
    op.drop_table("outside_notice")
