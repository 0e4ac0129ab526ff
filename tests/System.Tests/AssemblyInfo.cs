// Whole programs are measured on the same two cores: one scenario at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
