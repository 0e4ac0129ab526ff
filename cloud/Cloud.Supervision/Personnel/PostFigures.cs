using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;

namespace Cloud.Supervision.Personnel;

/// <summary>How many posts people are in and how many certificates they hold, with the lists that these figures count.</summary>
internal sealed class PostFigures
{
    private readonly IReadOnlyDictionary<string, long> _posts;
    private readonly IReadOnlyDictionary<string, long> _certificates;

    private PostFigures(IReadOnlyDictionary<string, long> posts, IReadOnlyDictionary<string, long> certificates) => (_posts, _certificates) = (posts, certificates);

    /// <summary>Counts for some people, within what the reader of the records may see.</summary>
    public static async Task<PostFigures> CountAsync(IEnumerable<PersonId?> persons, IRecords records, CancellationToken cancel)
    {
        var known = persons.OfType<PersonId>().Distinct().ToList();
        return new PostFigures(
            await records.Of<Appointment>().InState(Appointment.State.InPost).Among(one => one.Person, [.. known.Cast<PersonId?>()]).CountByAsync(one => one.Person, cancel),
            await records.Of<PersonCertificate>().InState(ReportState.Reported, ReportState.Verified).Among(one => one.Person, [.. known.Cast<PersonId?>()]).CountByAsync(one => one.Person, cancel));
    }

    /// <summary>Posts that somebody is in.</summary>
    public long Posts(PersonId? person) => _posts.GetValueOrDefault(Key(person));

    /// <summary>Certificates of somebody that are reported or verified.</summary>
    public long Certificates(PersonId? person) => _certificates.GetValueOrDefault(Key(person));

    /// <summary>The list behind <see cref="Posts"/>.</summary>
    public static IEnumerable<string?> PostList(PersonId? person) => ["state:eq:inPost", ListFilter.Is("person", Key(person))];

    /// <summary>The list behind <see cref="Certificates"/>.</summary>
    public static IEnumerable<string?> CertificateList(PersonId? person) => ["state:in:reported,verified", ListFilter.Is("person", Key(person))];

    // Whoever is not registered as a person has an empty list, not everybody's.
    internal static string Key(PersonId? person) => (person ?? default).ToString();
}
