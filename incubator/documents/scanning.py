"""The scanner's round: files wait outside the web requests, and a scanner that is down makes nobody wait."""

import logging

from django.conf import settings

from incubator.documents import actions, scanner, vault
from incubator.documents.models import Document

logger = logging.getLogger(__name__)

#: One round; the next one comes soon.
BATCH = 50


def scan_pending() -> int:
    """How many files got a verdict."""
    done = 0
    if not settings.SCANNER:
        return done
    for pk, key in list(Document.objects.pending().values_list("pk", "storage_key")[:BATCH]):
        try:
            with vault.read(key) as file:
                found = scanner.scan(file)
        except FileNotFoundError:
            logger.exception("document %s has no file", pk)
            continue
        except scanner.ScannerDown as down:
            logger.warning("the scanner gives no verdict: %s", down)
            break
        actions.take_verdict(pk, found=found)
        done += 1
    return done
