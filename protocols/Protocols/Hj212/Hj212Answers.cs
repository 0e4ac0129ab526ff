using System.Globalization;

namespace Protocols.Hj212;

/// <summary>
/// Interaction messages 9011–9014 (HJ 212-2017 §6.6.2): ST 91, QN, PW and MN of the message that they answer, Flag with
/// its edition and nothing else. In 2005 the QN stands in the data area.
/// </summary>
public static class Hj212Answers
{
    /// <summary>9011: whether a request will be executed.</summary>
    public static Hj212Message ToRequest(Hj212Message request, QnRtn answer) =>
        Build(request, Hj212Command.RequestAnswer, "QnRtn", (int)answer);

    /// <summary>9012: how the execution of a request ended.</summary>
    public static Hj212Message Executed(Hj212Message request, ExeRtn outcome) =>
        Build(request, Hj212Command.ExecutionResult, "ExeRtn", (int)outcome);

    /// <summary>9013: a notice, or a heartbeat, was received.</summary>
    public static Hj212Message ToNotice(Hj212Message notice) => Build(notice, Hj212Command.NoticeAnswer);

    /// <summary>9014: data were received.</summary>
    public static Hj212Message ToData(Hj212Message data) => Build(data, Hj212Command.DataAnswer);

    /// <summary>The QN that an interaction message is about, wherever the edition puts it; empty when it has none.</summary>
    public static string QnOf(Hj212Message answer) => answer.Qn.Length > 0 ? answer.Qn : answer["QN"] ?? "";

    /// <summary>QnRtn of a 9011; <see cref="QnRtn.Unknown"/> when it is missing or no number.</summary>
    public static QnRtn QnRtnOf(Hj212Message answer) => (QnRtn)Number(answer["QnRtn"]);

    /// <summary>ExeRtn of a 9012; 100 when it is missing or no number.</summary>
    public static ExeRtn ExeRtnOf(Hj212Message answer) => (ExeRtn)Number(answer["ExeRtn"]);

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 100;

    private static Hj212Message Build(Hj212Message to, Hj212Command command, string? name = null, int value = 0)
    {
        var edition = to.Flag.Edition;
        var area = new Hj212Area();
        if (edition == Hj212Edition.Edition2005 && to.Qn.Length > 0)
            area.Add("QN", to.Qn);
        if (name is not null)
            area.Add(name, value);
        return new Hj212Message(
            edition == Hj212Edition.Edition2005 ? "" : to.Qn, Hj212SystemCode.Interaction, command, to.Password, to.Mn,
            Hj212Flag.Of(edition, wantsAnswer: false), area.Build());
    }
}
