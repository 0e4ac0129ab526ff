using System.Data.Common;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using Cloud.Storage.Records;
using Telemetry.Model;

namespace Cloud.Storage.Registers;

/// <summary>Reads a row of <see cref="ColumnSql.Envelope"/>.</summary>
internal static class RecordRow
{
    private static readonly Dictionary<string, RecordSource> Sources = Enum.GetValues<RecordSource>().ToDictionary(source => RecordJson.Name(source.ToString()));

    public static StoredRecord Read(DbDataReader row, string register) => new(
        new Envelope
        {
            Id = Guid.ParseExact(row.GetString(1), "D"),
            Register = register,
            Title = row.GetString(2),
            State = row.GetString(3),
            Version = row.GetInt64(4),
            Project = row.Text(5) is { } project ? new ProjectId(project) : null,
            Area = AreaCode.TryParse(row.GetString(6), null, out var area) ? area : default,
            Owner = row.Text(7) is { } owner ? OrganisationId.Parse(owner, null) : null,
            Disciplines = (Disciplines)row.GetInt64(8),
            Secrecy = (SecrecyLevel)row.GetInt64(9),
            Due = row.Text(10) is { } due ? DateOnly.ParseExact(due, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null,
            Source = Sources[row.GetString(11)],
            Created = new Stamp(row.Instant(12), Guid.Parse(row.GetString(13)), row.GetString(14)),
            Updated = new Stamp(row.Instant(15), Guid.Parse(row.GetString(16)), row.GetString(17)),
            VoidReason = row.Text(18),
        },
        row.GetString(19));
}
