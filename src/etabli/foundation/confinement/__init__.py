"""Work on strangers' files, done by a process that can neither reach the network nor write, and is held to limits.

`child.ask` has a function called in such a process and gives back what it wrote; `limits.confine` is what holds it.
"""
