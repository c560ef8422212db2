#!/usr/bin/env bash
# Builds and serves on $PORT (8004).
set -euo pipefail
cd "$(dirname "$0")"
[ target/user-service.jar -nt pom.xml ] || mvn --quiet --batch-mode package
exec java -jar target/user-service.jar
