namespace Cloud.Platform.Registers;

/// <summary>A file that a record refers to; its content lies in the file store under its hash.</summary>
/// <param name="Hash">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
/// <param name="Name">Name for people, 1–200 characters without a path.</param>
/// <param name="Size">Bytes, not negative.</param>
public sealed record Attachment(string Hash, string Name, long Size)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault() =>
        Hash is not { Length: 64 } || !Hash.All(char.IsAsciiHexDigitLower) ? "文件校验值有误"
        : Name is not { Length: > 0 and <= 200 } || Name.AsSpan().IndexOfAny("/\\\0") >= 0 ? "文件名有误"
        : Size < 0 ? "文件大小有误" : null;
}
