"""Evidence of a matter: items, their files, who had them when, and what is told of them to the prosecution."""
