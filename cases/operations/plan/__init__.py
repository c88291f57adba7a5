"""Writing the plan of an investigation. Each row has its own version: the matter's own stays as it is.

Two people at work on two lines, or one on a line and one on the matter itself, are in nobody's way.
"""
