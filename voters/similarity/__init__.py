"""Which petitions may ask for the same: words and their rarity, kept per petition, asked while somebody types."""
