"""Pure Python, no Django: Vietnamese text, and dates, numbers and periods as officials write them."""
