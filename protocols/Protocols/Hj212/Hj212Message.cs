using System.Buffers;
using System.Text;

namespace Protocols.Hj212;

/// <summary>One message, or one part of it, in memory.</summary>
/// <param name="Qn">17 digits; empty when absent (2005).</param>
/// <param name="SystemCode">ST.</param>
/// <param name="Command">CN.</param>
/// <param name="Password">PW.</param>
/// <param name="Mn">MN.</param>
/// <param name="Flag">Flag.</param>
/// <param name="Fields">Data area.</param>
/// <param name="PartCount">PNUM; 0 when the message is one packet.</param>
/// <param name="PartNumber">PNO; 0 when the message is one packet.</param>
/// <param name="IsBackfill">RF=1 (2025).</param>
public sealed record Hj212Message(
    string Qn, int SystemCode, Hj212Command Command, string Password, string Mn, Hj212Flag Flag, IReadOnlyList<Hj212Field> Fields,
    int PartCount = 0, int PartNumber = 0, bool IsBackfill = false)
{
    /// <summary>Value of the first field of that name; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var field in Fields)
            {
                if (string.Equals(field.Name, name, StringComparison.Ordinal))
                    return field.Value;
            }

            return null;
        }
    }

    /// <summary>Takes a message out of the receive buffer.</summary>
    /// <param name="head">The head that was read.</param>
    /// <param name="rules">What is tolerated.</param>
    /// <param name="message">The message; null unless <see cref="OperationStatus.Done"/>.</param>
    /// <param name="fault">Why not.</param>
    /// <param name="tolerated">Deviations of head and area.</param>
    public static OperationStatus TryRead(
        in Hj212Head head, Hj212Rules rules, out Hj212Message? message, out Hj212Fault fault, out Hj212Tolerances tolerated)
    {
        message = null;
        var reader = new Hj212FieldReader(head.Area, rules);
        var fields = new List<Hj212Field>();
        while (reader.Read())
            fields.Add(new Hj212Field(reader.Group, NameOf(in reader), Encoding.UTF8.GetString(reader.Value)));
        fault = reader.Fault;
        tolerated = head.Tolerated | reader.Tolerated;
        if (fault != Hj212Fault.None)
            return OperationStatus.InvalidData;
        message = new Hj212Message(
            Encoding.ASCII.GetString(head.Qn), head.SystemCode, head.Command, Encoding.ASCII.GetString(head.Password),
            Encoding.ASCII.GetString(head.Mn), head.Flag, fields, head.PartCount, head.PartNumber, head.IsBackfill);
        return OperationStatus.Done;
    }

    private static string NameOf(in Hj212FieldReader reader) => reader.Suffix.IsEmpty || reader.Name.EndsWith(reader.Suffix)
        ? Encoding.ASCII.GetString(reader.Name)
        : $"{Encoding.ASCII.GetString(reader.Factor)}-{Encoding.ASCII.GetString(reader.Suffix)}";
}
