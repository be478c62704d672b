"""Problem sets: one instructor notebook each, from which everything else is made.

`problem_set` reads a source notebook, `answers` runs its reference and its planted wrong answers,
`release` writes what students get. Marking: `assemble` puts a submission's answers into the
original, `sandbox` and `watch` confine the kernel that `execute` runs it in, `worker` keeps
processes ready for that, `gradebook` lets nbgrader count, `tables` writes the results, `mark` does
all this for a folder of `submissions`, `reading` adds what a person gives.
"""
