"""Zones: territories in which structures work together"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("region", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
        sa.UniqueConstraint("key", name=op.f("uq_zone_key")),
    )
    op.create_index(op.f("ix_zone_region"), "zone", ["region"], unique=False)
    op.create_table(
        "zone_area",
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_zone_area_zone_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("zone_id", "area", name=op.f("pk_zone_area")),
    )
    op.create_index(op.f("ix_zone_area_area"), "zone_area", ["area"], unique=False)


def downgrade() -> None:
    op.drop_table("zone_area")
    op.drop_table("zone")
