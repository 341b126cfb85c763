"""Companies and organisations from files: mapping, dry run, import, undo. Staff do all of it in the admin."""
