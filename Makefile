# The daily commands. Everything here also works without make: see README.md.
.PHONY: run test check bench messages lock

TOOL := python3 dev.py python -m
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-emit-index-url --no-emit-find-links

run:
	python3 dev.py run

test:
	python3 dev.py test

# What a reviewer would otherwise say. The last two start throw-away servers; the very last reads the settings as production does.
check:
	$(TOOL) ruff format --check .
	$(TOOL) ruff check .
	$(TOOL) djlint --lint --quiet templates
	DATABASE_URL=postgresql://nobody@/nothing $(TOOL) mypy
	PORTAL_VAR=$$(mktemp -d) python3 dev.py makemigrations --check --dry-run
	PORTAL_VAR=$$(mktemp -d) PRODUCTION=1 SITE_URL=https://portal.example.org HSTS_SECONDS=31536000 \
	SECRET_KEY=$$(python3 -c "import secrets; print(secrets.token_urlsafe(48))") python3 dev.py check --deploy --fail-level WARNING

# Our pages beside a bare Django, in one interleaved run: make bench N=12000. Then free times, and bookings a second.
N ?= 1200 12000
bench:
	$(TOOL) bench --applications $(N)
	$(TOOL) bench.times
	$(TOOL) bench.bookings

# Gathers what is said on screen into locale/*.po; needs gettext.
messages:
	python3 dev.py makemessages --locale fr --locale ar --no-location --no-wrap --extension html,txt,py,xml \
	--ignore .venv --ignore var --ignore bench --ignore tests --ignore docs

# New versions of what we stand on; needs uv. Extras stay in the lock: older pips check hashes by the name with its extra.
lock:
	$(LOCK) --upgrade requirements.in -o requirements.txt
	$(LOCK) --upgrade requirements-production.in -o requirements-production.txt
	$(LOCK) --upgrade requirements-dev.in -o requirements-dev.txt
