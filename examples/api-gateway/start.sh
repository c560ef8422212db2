#!/usr/bin/env bash
# Builds and serves on $PORT (8002).
set -euo pipefail
cd "$(dirname "$0")"
exec go run .
