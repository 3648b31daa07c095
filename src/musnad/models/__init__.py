"""The trained reader: a compact encoder whose heads mark mentions, cues and anchors and pair them."""
