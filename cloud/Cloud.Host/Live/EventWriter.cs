using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Cloud.Host.Live;

/// <summary>Writes Server-Sent Events; ids grow by one, from the present or from the client's last one.</summary>
internal sealed class EventWriter(PipeWriter output, JsonSerializerOptions json, long lastId)
{
    private long _id = lastId;

    /// <summary>One event; on its way after <see cref="FlushAsync"/>.</summary>
    public void Write<T>(string name, T body)
    {
        Ascii(string.Create(CultureInfo.InvariantCulture, $"id: {++_id}\nevent: {name}\ndata: "));
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = json.Encoder }))
            JsonSerializer.Serialize(writer, body, json);
        Ascii("\n\n");
    }

    /// <summary>A comment, so that a dead line is noticed on both ends.</summary>
    public void Heartbeat() => Ascii(": alive\n\n");

    /// <summary>Sends; waits for a slow reader.</summary>
    public async ValueTask FlushAsync(CancellationToken cancel) => await output.FlushAsync(cancel);

    private void Ascii(string text) => Encoding.ASCII.GetBytes(text, output);
}
