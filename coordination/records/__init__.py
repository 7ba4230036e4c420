"""What every record carries, whatever it is about: its place, secrecy, revision. Abstract; knows no record type."""
