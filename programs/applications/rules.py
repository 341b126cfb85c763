"""Who may do what with a file. A team's owner sends and withdraws, an editor writes, a reader reads."""
