"""Problem sets: one instructor notebook each, from which everything else is made.

`problem_set` reads a source notebook, `answers` runs its reference and its planted answers,
`release` writes what students get. Marking: `submissions` finds what was handed in, `assemble` puts
its answers into the original, `sandbox` and `watch` confine the kernel that `execute` runs it in,
`examine` runs the tests outside of that kernel on what `answering` tells from inside, `gradebook`
lets nbgrader count, `tables` writes the results, `mark` does all this, `reading` adds what a person
gives. README.md says how to write a set.
"""
