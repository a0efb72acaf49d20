# Which one is tested is decided outside.
ARG PG_MAJOR
ARG BASE=postgres
FROM ${BASE}:${PG_MAJOR:-16}-alpine
ARG PG_MAJOR
ENV POSTGRES_USER=app POSTGRES_PASSWORD=app POSTGRES_DB=app
COPY init/*.sql /docker-entrypoint-initdb.d/
RUN set -eux; \
	apk add --no-cache --virtual .build-deps \
		clang \
		llvm \
	; \
	\
	make -C /src; \
	apk del .build-deps
HEALTHCHECK --interval=5s CMD pg_isready -U $POSTGRES_USER
