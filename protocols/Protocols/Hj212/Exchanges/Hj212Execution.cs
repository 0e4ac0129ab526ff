namespace Protocols.Hj212.Exchanges;

/// <summary>What a station answers to a request.</summary>
/// <param name="Outcome">ExeRtn of the 9012.</param>
/// <param name="Data">Data areas to send before it, each a message of the request's CN.</param>
public sealed record Hj212Execution(ExeRtn Outcome, params IReadOnlyList<IReadOnlyList<Hj212Field>> Data);
