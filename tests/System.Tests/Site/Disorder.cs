namespace System.Tests.Site;

/// <summary>How a link and a gateway that resends disturb the order; the same seed disturbs alike.</summary>
/// <param name="Seed">Of the dice.</param>
/// <param name="Duplicates">Share of records that are sent a second time later on, 0–1.</param>
/// <param name="Overtaken">Share of records that records of other devices overtake, 0–1.</param>
/// <param name="Faults">Every so many records the link itself sends a message twice or swaps two; 0 = never.</param>
internal sealed record Disorder(int Seed, double Duplicates, double Overtaken, int Faults);
