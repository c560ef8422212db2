#!/usr/bin/env bash
# Installs what is missing into .venv and serves on $PORT (8001).
set -euo pipefail
cd "$(dirname "$0")"
flock requirements.txt bash -c '[ -x .venv/bin/uvicorn ] || { python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt; }'
echo "order-service ${VERSION:-v1}: http://localhost:${PORT:-8001}"
exec .venv/bin/uvicorn app:app --host "${HOST:-127.0.0.1}" --port "${PORT:-8001}" --log-level warning
