using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Platform.Security;

namespace Cloud.Host.Api.Registers;

/// <summary>Personal data of records in clear: where a grant gives that right over the record, for a reason that is kept.</summary>
internal sealed class Unmasking(RecordDesk desk, RecordPermissions permissions, RoleCatalogue roles, SecurityJournal journal)
{
    /// <summary>A record whose personal data are in clear.</summary>
    public sealed record ClearRecord(JsonObject Record);

    /// <summary>Maps <c>unmask</c> below a record.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGroup("/api/registers/{register}/records/{id:guid}").WithTags("records")
        .MapPost("/unmask", UnmaskAsync).WithSummary("查看个人信息明文（须填写理由，并留痕）").Produces<ClearRecord>();

    /// <summary>The records whose personal data the actor may see; none in a register without personal data.</summary>
    public Condition Where(Actor actor, RegisterDescriptor register) =>
        PersonalData.IsIn(register.Fields) ? permissions.Reached(actor, register, grant => roles.Gives(grant.Role, Rights.UnmaskPeople)) : Condition.Nothing;

    private static async Task<IResult> UnmaskAsync(
        string register, Guid id, UserEndpoints.Reason body, Actor actor, RegisterCatalogue catalogue, Unmasking unmasking, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is not { } descriptor || await unmasking.OpenAsync(actor, descriptor, id, cancel) is not { Record: var record } opened)
            return Problems.NotFound("记录");
        if (!opened.Besides)
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "您的角色不能查看个人信息明文");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        await unmasking.WriteAsync(actor, $"{register}/{id:D}", body.Text.Trim(), cancel);
        return TypedResults.Ok(new ClearRecord(JsonNode.Parse(record.Body)!.AsObject()));
    }

    private Task<OpenedRecord?> OpenAsync(Actor actor, RegisterDescriptor register, Guid id, CancellationToken cancel) => desk.OpenAsync(actor, register, id, Where(actor, register), cancel);

    private Task WriteAsync(Actor actor, string target, string reason, CancellationToken cancel) => journal.UnmaskAsync(actor, target, reason, cancel);
}
