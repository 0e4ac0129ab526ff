using System.Globalization;
using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Host.Composition;

namespace Cloud.Tests.Identity;

/// <summary>Codes that are right, and belong to nobody.</summary>
internal static class Codes
{
    private static int _serial;

    /// <summary>The tree that ships.</summary>
    public static AreaTree Areas { get; } = PeopleServices.LoadAreas();

    public static string NewCreditCode()
    {
        var body = "91210100MA" + Interlocked.Increment(ref _serial).ToString("D7", CultureInfo.InvariantCulture);
        return body + CreditCode.CheckDigit(body);
    }

    public static string NewIdNumber()
    {
        var body = "21010219900307" + Interlocked.Increment(ref _serial).ToString("D3", CultureInfo.InvariantCulture);
        return body + IdNumber.CheckDigit(body);
    }
}
