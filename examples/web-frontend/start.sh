#!/usr/bin/env bash
# Installs what is missing and serves on $PORT (8003).
set -euo pipefail
cd "$(dirname "$0")"
flock package.json bash -c '[ -d node_modules ] || npm install --no-package-lock --no-audit --no-fund --silent'
exec node server.mjs
