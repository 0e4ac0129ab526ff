using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;

namespace Cloud.Host.Api;

/// <summary>The acknowledge page as HTML. Everything that comes from outside is encoded.</summary>
internal static class AcknowledgeHtml
{
    private const string Style =
        """
        body{margin:0;background:#f2f4f7;color:#1d2129;font:17px/1.6 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
        main{max-width:30rem;margin:0 auto;padding:1.25rem}
        section{background:#fff;border-radius:.75rem;padding:1.25rem;border-top:.5rem solid var(--c,#8a919f)}
        h1{font-size:1.25rem;margin:0 0 .25rem}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:1rem 0 0}
        dt{color:#6b7280}dd{margin:0;word-break:break-word}
        button{width:100%;min-height:4rem;margin-top:1.25rem;border:0;border-radius:.75rem;background:#1557d5;color:#fff;font:inherit;font-size:1.35rem}
        .state{font-size:1.35rem;margin:1.25rem 0 0;text-align:center}.done{color:#0a7a3d}
        .l1{--c:#d4380d}.l2{--c:#e8770a}.l3{--c:#d9a400}.l4{--c:#1557d5}
        """;

    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public static string Page(LinkAnswer answer, Project? project, AcknowledgeWords words)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(words.Of(answer))}</title><style>{Style}</style></head><body><main>")
            .Append(CultureInfo.InvariantCulture, $"<section class=\"{(answer.Warning is { } w ? $"l{w.Level}" : "")}\">");
        if (answer.Warning is { } warning)
            Summary(html, warning, project, answer.Person, words);
        if (answer.Result == LinkResult.Open)
            html.Append(CultureInfo.InvariantCulture, $"<form method=\"post\"><button type=\"submit\">{Text(words.Button)}</button></form>");
        else
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"state{(IsDone(answer) ? " done" : "")}\">{Text(words.Of(answer))}</p>");
        if (answer.Result == LinkResult.Acknowledged)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Text(words.Closing)}</p>");
        return html.Append("</section></main></body></html>").ToString();
    }

    private static bool IsDone(LinkAnswer answer) => answer.Result is LinkResult.Acknowledged or LinkResult.AlreadyAcknowledged;

    private static void Summary(StringBuilder html, Warning warning, Project? project, string? person, AcknowledgeWords words)
    {
        var level = words.Levels[Math.Clamp(warning.Level, 1, 4) - 1];
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(level)} · {Text(words.TitleOf(warning))}</h1><dl>");
        if (project is not null)
            Row(html, words.Project, words.NameOf(project));
        Row(html, words.Device, warning.DeviceName);
        if (warning.Value is { } value)
            Row(html, words.Value, $"{Number(value)} {warning.Unit}");
        else if (warning.Detail is { } detail)
            Row(html, words.Value, detail);
        if (warning.Threshold is { } threshold)
            Row(html, words.Threshold, $"{(threshold.Compare == "below" ? "≤" : "≥")} {Number(threshold.Value)} {threshold.Unit}");
        Row(html, words.Started, TimeZoneInfo.ConvertTime(warning.StartedAt, Site).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        if (warning.Condition == WarningCondition.Recovered)
            Row(html, "", words.Recovered);
        if (person is not null)
            Row(html, words.SentTo, person);
        html.Append("</dl>");
    }

    private static void Row(StringBuilder html, string name, string value) =>
        html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>");

    private static string Text(string text) => Encoder.Encode(text);

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
