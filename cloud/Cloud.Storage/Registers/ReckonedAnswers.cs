using System.Collections.Concurrent;
using System.Text.Json;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;
using Microsoft.Extensions.Caching.Memory;

namespace Cloud.Storage.Registers;

/// <summary>
/// Counts, sums and pivots that were reckoned since their register has last changed. The key is the whole question as the
/// database gets it, the scope of the person who asks included: whoever may see something else asks something else, and a
/// right that was withdrawn a moment ago is in no question any more. A change by any process makes another version.
/// </summary>
internal sealed class ReckonedAnswers(RecordDatabase database) : IDisposable
{
    private const long Most = 200_000;

    private readonly ConcurrentDictionary<(string Register, long Version, string Sql, string Values), Task> _asked = new();
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The answer to a question about one register, from memory where nothing has changed.</summary>
    /// <param name="register">Which.</param>
    /// <param name="where">What lets records through: what depends on more than the register is always reckoned.</param>
    /// <param name="question">SQL and the values of its parameters.</param>
    /// <param name="reckon">Finds out.</param>
    /// <param name="size">How much room the answer takes: figures.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<T> OfAsync<T>(
        RegisterDescriptor register, Condition where, (string Sql, (string Name, object? Value)[] Parameters) question, Func<RecordConnection, T> reckon, Func<T, long> size, CancellationToken cancel)
    {
        if (!IsOfRegister(where))
            return await AskAsync(register, where, reckon, cancel);
        // Asked before the answer: what is reckoned now is at least as new as this version.
        var version = await database.ReadAsync(connection => connection.Scalar("SELECT version FROM register_version WHERE register = @r", ("@r", register.Name)) as long? ?? 0, cancel);
        // JSON keeps the values apart: no two different questions have one key.
        var key = (register.Name, version, question.Sql, JsonSerializer.Serialize(question.Parameters.Select(parameter => parameter.Value)));
        while (true)
        {
            if (_known.TryGetValue(key, out T? known))
                return known!;
            // Everybody of one organisation asks the same when the day begins: the database is asked once.
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_asked.GetOrAdd(key, mine.Task) is var asked && asked != mine.Task)
            {
                await asked.WaitAsync(cancel);
                continue;
            }

            try
            {
                var answer = await AskAsync(register, where, reckon, cancel);
                _known.Set(key, answer, new MemoryCacheEntryOptions { Size = 1 + size(answer) });
                return answer;
            }
            finally
            {
                // Whoever waited looks himself, and asks again where there is no answer.
                _asked.TryRemove(key, out _);
                mine.SetResult();
            }
        }
    }

    public void Dispose() => _known.Dispose();

    // What few records are looked at for does not wait behind what reads whole registers: a workbench asks for two dozen such figures.
    private async Task<T> AskAsync<T>(RegisterDescriptor register, Condition where, Func<RecordConnection, T> reckon, CancellationToken cancel) =>
        StateHint.Asks(where) && await database.ReadAsync(connection => StateHint.Of(connection, register, where).Length > 0, cancel)
            ? await database.ReadAsync(reckon, cancel) : await database.ReckonAsync(reckon, cancel);

    // Tasks of approvals are written beside the records, and words are found in the text of files too.
    private static bool IsOfRegister(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.All(IsOfRegister),
        Condition.Any any => any.Parts.All(IsOfRegister),
        Condition.AskedOf or Condition.Words => false,
        _ => true,
    };
}
