using Cloud.Host.Api.Registers;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Supervision.Filing;

namespace Cloud.Host.Api.Supervision;

/// <summary>What a filing lacks, by the rules that its submission and its acceptance ask.</summary>
public static class FilingEndpoints
{
    private const string Register = "project-filings";

    /// <summary>One thing that is missing, and the step in which it is entered.</summary>
    public sealed record GapView(string Step, string What);

    /// <summary>One line of the catalogue.</summary>
    /// <param name="Kind">Which paper, as the record holds it.</param>
    /// <param name="Needed">True when this filing needs it.</param>
    /// <param name="Given">True when it has it.</param>
    /// <param name="Quality">True when the quality case asks for it.</param>
    /// <param name="Safety">True when the safety case asks for it.</param>
    public sealed record PaperLine(string Kind, bool Needed, bool Given, bool Quality, bool Safety);

    /// <summary>The check of a filing.</summary>
    /// <param name="Missing">What it lacks to be submitted.</param>
    /// <param name="Papers">The catalogue.</param>
    /// <param name="PermitFault">Why its permit would not allow acceptance; null when it would.</param>
    public sealed record FilingCheck(IReadOnlyList<GapView> Missing, IReadOnlyList<PaperLine> Papers, string? PermitFault);

    /// <summary>Maps <c>/api/filings</c>.</summary>
    public static void MapFilings(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/filings").WithTags("filings").MapGet("/{id:guid}/check", CheckAsync).WithSummary("报监资料核对：缺项、资料目录、与施工许可证的一致性").Produces<FilingCheck>();

    private static async Task<IResult> CheckAsync(Guid id, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, Register, actor) is not { } register || await desk.FindAsync(actor, register, id, cancel) is not { } stored)
            return Problems.NotFound("报监");
        var filing = (ProjectFiling)RecordBody.Parse(stored.Body, register.RecordType);
        return TypedResults.Ok(new FilingCheck(
            [.. FilingRules.Gaps(filing).Select(gap => new GapView(gap.Step, gap.What))],
            [.. PaperCatalogue.Lines.Select(line => new PaperLine(
                RecordJson.Name(line.Kind.ToString()), line.Needed(filing), filing.Papers.Any(paper => paper.Kind == line.Kind),
                (line.For & Disciplines.Quality) != Disciplines.None, (line.For & Disciplines.Safety) != Disciplines.None))],
            FilingRules.WhyPermitFails(filing)));
    }
}
