#!/usr/bin/env bash
set -Eeuo pipefail
trap 'echo "failed in line $LINENO" >&2' ERR
readonly ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
declare -A hosts=([staging]=10.0.0.1 [production]="10.0.0.2")
environment=${1:-staging}

function log {
  local level=$1; shift
  printf '%s %s\n' "$(date --iso-8601=seconds)" "[$level] $*"
}

if [[ $environment == prod* && -z ${CONFIRM:-} ]] || ! git diff --quiet; then
  read -rp "Really? " answer
  [[ $answer =~ ^[yY](es)?$ ]] || exit 1
fi

for file in "$ROOT"/config/*.{yml,yaml}; do
  [ -e "$file" ] || continue
  sed -i "s/@VERSION@/${VERSION//\//-}/g" "$file" && log info "$file"
done

curl -fsSL "https://example.com/install.sh" | bash -s -- --yes
ssh "deploy@${hosts[$environment]}" 2>&1 <<EOF | tee -a "$ROOT/deploy.log"
cd /srv/app
docker compose pull && docker compose up -d --remove-orphans
echo "$(hostname) \$HOSTNAME"
EOF
while IFS=, read -r name value; do
  export "$name=$value"
done < <(grep -v '^#' "$ROOT/.env")
(( ${#hosts[@]} > 1 )) && log info 'several hosts' &
wait
