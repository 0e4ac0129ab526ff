using Telemetry.Model;

namespace System.Tests.Ledger;

/// <summary>One numbered reading as the cloud stored it; lists of them are in order of arrival.</summary>
/// <param name="Number">The number.</param>
/// <param name="Whole">True when its check word was stored with it.</param>
/// <param name="Time">Event time, Unix milliseconds.</param>
/// <param name="Lane">The lane it came in.</param>
/// <param name="Late">True when it was late on arrival.</param>
/// <param name="Arrival">Unix milliseconds of its commit.</param>
internal readonly record struct StoredNumber(long Number, bool Whole, long Time, Lane Lane, bool Late, long Arrival);
