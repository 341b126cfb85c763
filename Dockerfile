# Two images from one file: the portal (web, worker, clock, commands) and the nginx in front of it.
FROM python:3.11-slim-bookworm AS portal

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=incubator.settings PORTAL_VAR=/srv/var MEDIA_ROOT=/srv/media STATIC_ROOT=/srv/static
WORKDIR /srv/portal

COPY requirements-production.txt .
RUN pip install --require-hashes --only-binary :all: -r requirements-production.txt \
 && groupadd --gid 10001 portal \
 && useradd --uid 10001 --gid portal --home-dir /srv/portal --no-create-home portal \
 && install -d -o portal -g portal /srv/media /srv/var

COPY . .
# Nothing here is secret or lasting: the commands only need settings that load.
RUN python -m compileall -q . \
 && python -m incubator.catalogues \
 && sh deploy/build.sh

USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "incubator.wsgi"]

FROM nginx:1.28-alpine AS front
COPY deploy/nginx.conf deploy/to_portal.conf /etc/nginx/
COPY --from=portal /srv/portal/deploy/pages /srv/pages
# Private files belong to the portal's group and nobody else can read them.
RUN addgroup -g 10001 portal && addgroup nginx portal
