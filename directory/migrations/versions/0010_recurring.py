"""Outside agendas: the rules by which time taken in another tool comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_rule",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["agenda.id"], name=op.f("fk_outside_rule_agenda_id_agenda"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outside_rule")),
    )
    op.create_index(op.f("ix_outside_rule_agenda_id"), "outside_rule", ["agenda_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_outside_rule_agenda_id"), table_name="outside_rule")
    op.drop_table("outside_rule")
