"""Cards: changes of services, and agendas whose hours their structure keeps at its desk."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("card_change") as table:
        table.add_column(sa.Column("service_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_card_change_service_id"), "service", ["service_id"], ["id"])
    op.add_column("agenda", sa.Column("kept_at_desk", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("agenda", "kept_at_desk")
    with op.batch_alter_table("card_change") as table:
        table.drop_constraint(op.f("fk_card_change_service_id"), type_="foreignkey")
        table.drop_column("service_id")
