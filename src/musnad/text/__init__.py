"""Arabic script as the press writes it: folding, clitics, tokens; every function keeps the offsets."""
