# syntax=docker/dockerfile:1.7
# check=skip=JSONArgsRecommended
ARG PYTHON_VERSION=3.12

FROM python:${PYTHON_VERSION}-slim-bookworm AS base
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    # The virtual environment comes first.
    PATH="/opt/venv/bin:$PATH"
WORKDIR /srv/app

# Everything that compiles stays in this stage.
FROM base AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    apt-get update \
    && apt-get install --no-install-recommends --yes build-essential libpq-dev

COPY --from=ghcr.io/astral-sh/uv:0.4.30 /uv /usr/local/bin/uv
RUN --mount=type=secret,id=pip_conf,target=/etc/pip.conf,required=true \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    uv sync --frozen --no-dev

FROM base
LABEL org.opencontainers.image.title="orders" \
      org.opencontainers.image.source="https://example.com/orders.git"
COPY --from=build --chown=1000:1000 /opt/venv /opt/venv
COPY --chmod=755 docker/entrypoint.sh /usr/local/bin/
COPY . .
USER 1000:1000
EXPOSE 8000/tcp
HEALTHCHECK --interval=30s --timeout=3s --retries=3 \
  CMD curl --fail http://localhost:8000/health || exit 1
ENTRYPOINT ["entrypoint.sh"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "orders.wsgi"]
