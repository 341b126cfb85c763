#!/bin/sh
# While the image is made: static files under their hashed names, and the pages nginx shows by itself.
set -eu
export PRODUCTION=1 SITE_URL=https://localhost SECRET_KEY=only-while-the-image-is-made
export DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere:6379/0
python manage.py collectstatic --no-input --verbosity 0
PYTHONPATH=. python deploy/error_pages.py deploy/pages
