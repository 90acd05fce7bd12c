# One image for the app and the engine: both environments, and the model trained from today's sentences.
FROM python:3.11-slim-bookworm

RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --home-dir /srv/deux-portes deux-portes
USER deux-portes
WORKDIR /srv/deux-portes
COPY --chown=deux-portes . .
RUN make install && rm -rf /srv/deux-portes/.cache
RUN DEUX_PORTES_DATA_DIR=/srv/deux-portes/model .venv/bin/deux-portes train && mkdir -p var

ENV DEUX_PORTES_DATA_DIR=/srv/deux-portes/var PYTHONPATH=/srv/deux-portes
CMD [".venv/bin/deux-portes", "serve"]
