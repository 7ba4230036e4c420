"""The parts of a session's or sitting's page (`?phan=`): each a module that draws its blocks for the page asked."""
