"""Our pages beside a bare Django with the same rows, in one interleaved run: ratios travel, milliseconds do not."""
