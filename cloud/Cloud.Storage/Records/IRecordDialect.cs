using System.Data.Common;

namespace Cloud.Storage.Records;

/// <summary>
/// What the two record databases, SQLite and PostgreSQL, do not share. A store is written once, against
/// <see cref="RecordDatabase"/> and <see cref="RecordConnection"/>, with one SQL text for both; it says <c>SqliteX</c> or
/// <c>NpgsqlX</c> nowhere. How to write a text that holds on both:
/// <list type="bullet">
/// <item>Scripts of a <see cref="RecordSchema"/> are written in SQLite's words; <see cref="Script"/> turns them for PostgreSQL.
/// Types in capitals: <c>TEXT</c> (ordered by bytes on both), <c>INTEGER</c> (64 bits: numbers, flags 0/1, instants as Unix
/// milliseconds), <c>REAL</c> (64 bits), <c>BLOB</c>, <c>JSON</c> (jsonb there; bind a <see cref="JsonText"/>);
/// <c>INTEGER PRIMARY KEY</c> counts by itself; <c>COLLATE NOCASE</c> ignores case (no LIKE on such a column);
/// <c>WITHOUT ROWID</c>; <c>CREATE TRIGGER x BEFORE UPDATE|DELETE ON t [WHEN (…)] BEGIN SELECT RAISE(ABORT, '…'); END</c>.
/// Expressions in an index stand in two pairs of parentheses.</item>
/// <item>Parameters are <c>@name</c>. Bools and instants are bound as INTEGER by the connection and read by
/// <c>Flag</c> and <c>Instant</c>; strong ids and enums are unwrapped by the store.</item>
/// <item><c>ON CONFLICT DO NOTHING</c> and <c>ON CONFLICT (key) DO UPDATE SET a = excluded.a</c>, never <c>INSERT OR …</c>;
/// <c>RETURNING</c>, never <c>last_insert_rowid()</c>; <c>CAST(x AS BIGINT)</c>, <c>CAST(x AS DOUBLE PRECISION)</c>; a sum of
/// integers is cast to BIGINT; <c>body -&gt;&gt; 'Member'</c> is text there and typed here, so cast it; say <c>NULLS FIRST</c>
/// or <c>LAST</c> where null sorts. No <c>rowid</c>, <c>strftime</c>, <c>ifnull</c>, <c>group_concat</c>, nor a NUL character in a text.</item>
/// <item>What has no common word is a member below: <see cref="Like"/>, <see cref="IndexedBy"/>.</item>
/// <item>A statement that failed spoils its whole write on PostgreSQL: ask first (ON CONFLICT), do not catch inside a write.</item>
/// </list>
/// Writes are one after another on both: within the process by the writer, between processes by a lock of the database, so that
/// "read, decide, write" inside one write sees nobody in between. A write may be far away: keep its statements few. Every store
/// has one contract suite in TestKit that runs on both.
/// </summary>
public interface IRecordDialect
{
    /// <summary>Which database, for messages; without secrets.</summary>
    string Place { get; }

    /// <summary>Number of threads that read one record or page; half as many more read whole registers.</summary>
    int Readers { get; }

    /// <summary>Starts a write group that nobody else writes beside.</summary>
    string Begin { get; }

    /// <summary>Whether a statement of transaction control may travel with the statement after it, because each is a round trip.</summary>
    bool DefersControl { get; }

    /// <summary>The operator that compares with a pattern and ignores the case of ASCII letters.</summary>
    string Like { get; }

    /// <summary>Full-text search.</summary>
    ISearchDialect Search { get; }

    /// <summary>What must be there before the first script: functions, collations.</summary>
    IReadOnlyList<string> Preamble { get; }

    /// <summary>Opens a connection; one that writes makes every commit durable.</summary>
    DbConnection Open(bool forWriting);

    /// <summary>A script of a schema in the words of this database.</summary>
    string Script(string script);

    /// <summary>
    /// Lets the planner learn how values are spread, where the server does not see to it and tables have grown since; true when
    /// there was something to learn. Other connections know of it when they are opened anew.
    /// </summary>
    bool Learn(RecordConnection connection);

    /// <summary>
    /// The greatest places that some questions give, each once: every question selects a place out of an index in whose order the
    /// places are, and hardly more of it is read than the answer needs.
    /// </summary>
    string Newest(IReadOnlyList<string> questions, int limit);

    /// <summary>The hint after a table's name that this index is to be used, where the planner needs one.</summary>
    string IndexedBy(string index);

    /// <summary>A column that no index is used for, where the planner would take one that stands in the way of the order.</summary>
    string Unindexed(string column);

    /// <summary>
    /// Whether the database makes groups by sorting all rows. Then figures are summed up here as the rows come, and each register
    /// has an index with every column that figures are made of.
    /// </summary>
    bool SortsToGroup { get; }

    /// <summary>A JSON value as a parameter.</summary>
    DbParameter Json(string name, string text);
}
