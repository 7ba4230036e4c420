"""Speed, as ratios measured in one run on one machine (`make bench`); each stands beside what it is compared with."""
