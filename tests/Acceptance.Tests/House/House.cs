namespace Acceptance.Tests.House;

/// <summary>What the guards say: every offence, one a line, not the first five.</summary>
internal static class House
{
    public static void IsClean(IEnumerable<string?> offences)
    {
        var found = offences.ToList();
        Assert.True(found.Count == 0, $"{found.Count} offences:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
