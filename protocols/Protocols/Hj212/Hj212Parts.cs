using System.Text;

namespace Protocols.Hj212;

/// <summary>
/// Splits a message that is too long for one packet (HJ 212-2017 §6.3.2, PNUM and PNO, and annex C.6): at group limits,
/// DataTime repeated in every part, one QN a part.
/// </summary>
public static class Hj212Parts
{
    /// <summary>Splits where needed.</summary>
    /// <param name="message">The whole message, without part numbers.</param>
    /// <param name="nextQn">Draws the QN of the second and later parts; null gives every part the message's QN (answers to a request).</param>
    /// <param name="parts">One message when it fits; otherwise its parts. Empty on a fault.</param>
    /// <returns><see cref="Hj212Fault.TooLong"/> when a group alone does not fit, or more parts are needed than the edition's PNUM can count.</returns>
    public static Hj212Fault TrySplit(Hj212Message message, Func<string>? nextQn, out IReadOnlyList<Hj212Message> parts)
    {
        parts = [];
        if (Size(message.Fields) + Hj212Writer.HeadLength(message) <= Hj212Limits.Data && Size(message.Fields) + 7 <= Hj212Limits.Area)
        {
            parts = [message];
            return Hj212Fault.None;
        }

        var limit2025 = message.Flag.Edition == Hj212Edition.Edition2025;
        var most = limit2025 ? Hj212Limits.Parts2025 : Hj212Limits.Parts;
        var sample = message with
        {
            Flag = Hj212Flag.Of(message.Flag.Edition, message.Flag.WantsAnswer, hasParts: true), PartCount = most, PartNumber = most,
        };
        var room = Math.Min(Hj212Limits.Area - 7, Hj212Limits.Data - Hj212Writer.HeadLength(sample));
        if (!TryFill(message, room, out var areas) || areas.Count > most)
            return Hj212Fault.TooLong;
        parts = [.. areas.Select((area, i) => sample with
        {
            Fields = area, PartCount = areas.Count, PartNumber = i + 1, Qn = i == 0 || nextQn is null ? message.Qn : nextQn(),
        })];
        return Hj212Fault.None;
    }

    private static bool TryFill(Hj212Message message, int room, out List<List<Hj212Field>> areas)
    {
        var groups = message.Fields.GroupBy(f => f.Group).Select(g => g.ToList()).ToList();
        var time = groups.Find(g => g.Count == 1 && g[0].Name is "DataTime");
        areas = [];
        var (area, used, next) = (new List<Hj212Field>(), 0, 0);
        foreach (var group in groups.Where(g => g != time))
        {
            var size = Size(group);
            if (area.Count > 0 && used + 1 + size > room)
            {
                areas.Add(area);
                (area, used, next) = ([], 0, 0);
            }

            if (area.Count == 0 && time is not null)
            {
                area.Add(time[0] with { Group = next++ });
                used = Size(time);
            }

            used += size + (area.Count > 0 ? 1 : 0);
            if (used > room)
                return false;
            area.AddRange(group.Select(f => f with { Group = next }));
            next++;
        }

        areas.Add(area);
        return true;
    }

    private static int Size(IReadOnlyList<Hj212Field> fields)
    {
        var size = Math.Max(fields.Count - 1, 0);
        for (var i = 0; i < fields.Count; i++)
            size += fields[i].Name.Length + 1 + Encoding.UTF8.GetByteCount(fields[i].Value);
        return size;
    }
}
