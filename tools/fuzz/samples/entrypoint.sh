#!/bin/sh
# Waits for the database, then starts what the image is for.
set -eu

: "${DATABASE_URL:?is not set}"
PORT=${PORT:-8000}
export PORT

wait_for() {
  tries=0
  until pg_isready --host "$1" --quiet; do
    tries=$((tries + 1))
    if [ "$tries" -ge 30 ]; then
      echo "gave up on $1" >&2
      return 1
    fi
    sleep 1
  done
}

case "${1:-web}" in
  web | worker)
    wait_for "${DB_HOST}" || exit 1
    python manage.py migrate --noinput
    ;;
  *) echo "unknown: $1" ;;
esac
exec "$@"
