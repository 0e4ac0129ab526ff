using System.Linq.Expressions;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>Typed reading of records: for views with the scope of the person who asks, for rules without one.</summary>
public interface IRecords
{
    /// <summary>The records of a register that are not void.</summary>
    /// <typeparam name="TRecord">Its record class.</typeparam>
    IRecordSet<TRecord> Of<TRecord>()
        where TRecord : class;

    /// <summary>One record with its envelope; null when there is none in scope.</summary>
    Task<Entry<TRecord>?> FindAsync<TRecord>(Reference<TRecord> reference, CancellationToken cancel)
        where TRecord : class;
}

/// <summary>A record with its envelope.</summary>
/// <typeparam name="TRecord">The record class.</typeparam>
/// <param name="Envelope">What every record has.</param>
/// <param name="Record">Its fields.</param>
public sealed record Entry<TRecord>(Envelope Envelope, TRecord Record)
    where TRecord : class;

/// <summary>A part of a register's records. Immutable: every word returns a narrower one.</summary>
/// <typeparam name="TRecord">The record class.</typeparam>
public interface IRecordSet<TRecord>
    where TRecord : class
{
    /// <summary>Those of a project; null = no restriction.</summary>
    IRecordSet<TRecord> In(ProjectId? project);

    /// <summary>Those in some states.</summary>
    IRecordSet<TRecord> InState<TState>(params IReadOnlyList<TState> states)
        where TState : struct, Enum;

    /// <summary>Those that a test lets through: comparisons of single fields with values, joined by <c>&amp;&amp;</c> and <c>||</c>.</summary>
    /// <exception cref="NotSupportedException">The store cannot run the test.</exception>
    IRecordSet<TRecord> Where(Expression<Func<TRecord, bool>> test);

    /// <summary>Those whose field lies between two values, both included; null = open.</summary>
    IRecordSet<TRecord> Between<TValue>(Expression<Func<TRecord, TValue>> field, TValue? from, TValue? to)
        where TValue : struct;

    /// <summary>Those whose field has one of some values; none = no record.</summary>
    IRecordSet<TRecord> Among<TValue>(Expression<Func<TRecord, TValue>> field, IReadOnlyCollection<TValue> values);

    /// <summary>Those of some references; none = no record.</summary>
    IRecordSet<TRecord> ById(IReadOnlyCollection<Reference<TRecord>> references);

    /// <summary>Void ones too.</summary>
    IRecordSet<TRecord> WithVoid();

    /// <summary>Sorted by a field.</summary>
    IRecordSet<TRecord> OrderBy<TValue>(Expression<Func<TRecord, TValue>> field, bool descending = false);

    /// <summary>How many.</summary>
    Task<long> CountAsync(CancellationToken cancel);

    /// <summary>True when there is one.</summary>
    Task<bool> AnyAsync(CancellationToken cancel);

    /// <summary>All of them, in pages behind the scenes.</summary>
    IAsyncEnumerable<Entry<TRecord>> ReadAsync(CancellationToken cancel);

    /// <summary>How many by the value of a field.</summary>
    Task<IReadOnlyDictionary<string, long>> CountByAsync<TValue>(Expression<Func<TRecord, TValue>> field, CancellationToken cancel);

    /// <summary>Sum of a number by the value of a field; 0 where there is none.</summary>
    Task<IReadOnlyDictionary<string, double>> SumByAsync<TValue, TNumber>(
        Expression<Func<TRecord, TValue>> field, Expression<Func<TRecord, TNumber>> number, CancellationToken cancel);

    /// <summary>Sum of a number; 0 when there is none.</summary>
    Task<double> SumAsync<TValue>(Expression<Func<TRecord, TValue>> field, CancellationToken cancel);
}
