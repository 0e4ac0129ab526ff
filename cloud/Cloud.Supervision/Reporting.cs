using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Supervision;

/// <summary>How far a certificate that an enterprise reports has come.</summary>
public enum ReportState
{
    [Label("已上报", "Reported")]
    Reported,

    [Label("已核实", "Verified")]
    Verified,

    [Label("退回", "Returned")]
    Returned,

    [Label("已注销", "Cancelled")]
    Cancelled,
}

/// <summary>Why a report does not hold.</summary>
public sealed record Returning
{
    [Label("退回原因", "Reason"), StringLength(500, MinimumLength = 2)]
    public required string Reason { get; init; }
}

/// <summary>The course of what enterprises report and the authorities verify or return.</summary>
internal static class Reporting
{
    /// <summary>Verified, or returned with a reason and reported again.</summary>
    /// <param name="register">The register.</param>
    /// <param name="reported">State of what waits.</param>
    /// <param name="verified">State of what holds.</param>
    /// <param name="returned">State of what does not.</param>
    /// <param name="by">Who reports.</param>
    /// <param name="verifiedBy">Who verifies and returns.</param>
    /// <param name="because">The record with the reason of its return; null takes it away.</param>
    /// <param name="guard">Why it cannot be verified; null when it can.</param>
    public static Register<TRecord, TState> Reported<TRecord, TState>(
        this Register<TRecord, TState> register, TState reported, TState verified, TState returned, RoleSet by, RoleSet verifiedBy, Func<TRecord, string?, TRecord> because,
        Func<TRecord, ActionContext, string?>? guard = null)
        where TRecord : class, IRegister<TRecord, TState>
        where TState : struct, Enum => register
        .On("verify", "核实", reported, verified, by: verifiedBy, labelEn: "Verify", guard: guard)
        .Returned(reported, returned, by: verifiedBy, because)
        .On("report", "重新上报", returned, reported, by: by, labelEn: "Report again", apply: (one, _) => because(one, null));

    /// <summary>The same for a certificate.</summary>
    public static Register<TRecord, ReportState> Reported<TRecord>(
        this Register<TRecord, ReportState> register, RoleSet by, RoleSet verifiedBy, Func<TRecord, string?, TRecord> because, Func<TRecord, ActionContext, string?>? guard = null)
        where TRecord : class, IRegister<TRecord, ReportState> =>
        register.Reported(ReportState.Reported, ReportState.Verified, ReportState.Returned, by, verifiedBy, because, guard);

    /// <summary>A certificate that is no longer held.</summary>
    public static Register<TRecord, ReportState> Cancelled<TRecord>(this Register<TRecord, ReportState> register, RoleSet by)
        where TRecord : class, IRegister<TRecord, ReportState> =>
        register.On("cancel", "注销", [ReportState.Reported, ReportState.Verified], ReportState.Cancelled, by: by, labelEn: "Cancel");

    /// <summary>Returned with a reason.</summary>
    public static Register<TRecord, TState> Returned<TRecord, TState>(
        this Register<TRecord, TState> register, TState from, TState returned, RoleSet by, Func<TRecord, string?, TRecord> because)
        where TRecord : class, IRegister<TRecord, TState>
        where TState : struct, Enum =>
        register.On<Returning>("return", "退回", from, returned, by: by, labelEn: "Return", apply: (one, form, _) => because(one, form.Reason));
}
