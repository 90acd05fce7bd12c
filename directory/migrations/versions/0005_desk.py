"""The desk: sign-in, invitations, answers to a referral, calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("counsellor", sa.Column("territory", sa.String(120), nullable=True))
    for name in ("failed_logins", "locked_until"):
        op.drop_column("counsellor", name)


def downgrade() -> None:
    op.add_column("counsellor", sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("counsellor", sa.Column("failed_logins", sa.Integer(), nullable=False, server_default="0"))
    op.drop_column("counsellor", "territory")
