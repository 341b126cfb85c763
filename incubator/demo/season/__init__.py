"""The demonstration: a season of the incubator out of `seed_demo.json`, played through actions, dated from the loading day."""
