"""Excel in and out: reading what people send in, with the address of every fault; writing templates."""
