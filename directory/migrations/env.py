"""Runs the migrations on the connection handed over by :func:`directory.database.migrate`."""

from alembic import context

from directory.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table="directory_version",
)
with context.begin_transaction():
    context.run_migrations()
