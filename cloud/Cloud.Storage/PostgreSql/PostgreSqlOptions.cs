using System.ComponentModel.DataAnnotations;

namespace Cloud.Storage.PostgreSql;

/// <summary>Section <c>PostgreSql</c>: the record database where several processes share it.</summary>
public sealed record PostgreSqlOptions
{
    /// <summary>Connection in Npgsql's form, such as <c>Host=db;Database=edge;Username=edge</c>; a password rather in <see cref="PasswordFile"/>. Empty = the embedded SQLite file.</summary>
    public string Connection { get; set; } = "";

    /// <summary>File with the password; null = the connection says it, or none is needed.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Connections that read. 1–64, default 8.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 8;

    /// <summary>Milliseconds after which the server ends the write of a process that stands still, so that the others go on. 500–60,000, default 4,000.</summary>
    [Range(500, 60_000)]
    public int FrozenWriterMilliseconds { get; set; } = 4_000;
}
