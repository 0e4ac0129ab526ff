using System.Globalization;
using System.Text;

namespace Cloud.Host;

/// <summary>
/// Reads an operator's list as CSV (RFC 4180: comma, quotes doubled inside quotes; the first line names the columns as the
/// JSON members are named, in any order). Empty cells are left out.
/// </summary>
public static class GatewayImportCsv
{
    private static readonly string[] Columns =
    [
        "project", "gateway", "projectName", "division", "address", "longitude", "latitude", "stage", "gatewayName", "device", "deviceName",
        "profile", "deviceAddress", "unit", "stationId",
    ];

    /// <summary>The rows, or what is wrong, by field (<c>rows[2].unit</c>, or <c>header</c>).</summary>
    public static (IReadOnlyList<GatewayImportRow> Rows, IReadOnlyDictionary<string, string[]> Faults) Read(string text, int mostRows)
    {
        var faults = new Dictionary<string, string[]>();
        var lines = Lines(text.TrimStart('\uFEFF'));
        if (!lines.MoveNext())
            return ([], new Dictionary<string, string[]> { ["header"] = ["文件是空的"] });
        var header = lines.Current;
        if (header.Except(Columns, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
            faults["header"] = [$"没有这样的列：{string.Join("、", unknown)}"];
        else if (header.Distinct(StringComparer.Ordinal).Count() != header.Count)
            faults["header"] = ["有重复的列"];
        var rows = new List<GatewayImportRow>();
        while (faults.Count == 0 && lines.MoveNext())
        {
            if (rows.Count == mostRows)
                return ([], new Dictionary<string, string[]> { ["rows"] = [$"一次最多{mostRows}行"] });
            if (lines.Current.Count != header.Count)
                faults[$"rows[{rows.Count}]"] = [$"有{lines.Current.Count}列，表头有{header.Count}列"];
            else
                rows.Add(Row(header, lines.Current, $"rows[{rows.Count}]", faults));
        }

        return (rows, faults);
    }

    private static GatewayImportRow Row(List<string> header, List<string> cells, string path, Dictionary<string, string[]> faults)
    {
        return new GatewayImportRow(
            Text("project") ?? "", Text("gateway") ?? "", Text("projectName"), Text("division"), Text("address"), Number("longitude"),
            Number("latitude"), Text("stage"), Text("gatewayName"), Text("device"), Text("deviceName"), Text("profile"), Text("deviceAddress"),
            (int?)Number("unit", whole: true), Text("stationId"));

        string? Text(string column) => header.IndexOf(column) is >= 0 and var at && cells[at].Trim() is { Length: > 0 } text ? text : null;

        double? Number(string column, bool whole = false)
        {
            if (Text(column) is not { } text)
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e6 && (!whole || value == Math.Floor(value)))
                return value;
            faults[$"{path}.{column}"] = [$"“{text}”不是数字"];
            return null;
        }
    }

    private static IEnumerator<List<string>> Lines(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var end = i == text.Length;
            var c = end ? '\n' : text[i];
            if (quoted && !end)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c == ',')
                    continue;
                if (cells is not [""])
                    yield return cells;
                cells = [];
            }
            else
            {
                cell.Append(c);
            }
        }
    }
}
