using Cloud.Host.Video;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;

namespace Cloud.Tests.Video;

public sealed class StreamAddressSpecs
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));
    private readonly StreamAddresses _addresses;

    public StreamAddressSpecs() => _addresses = new StreamAddresses(new EphemeralDataProtectionProvider(), Options.Create(new VideoOptions()), _time);

    [Fact]
    public void an_address_names_one_camera_for_an_hour_and_nothing_afterwards()
    {
        var (path, until) = _addresses.Make(new ProjectId("demo"), new DeviceId("camera-1"));
        var token = path.Split('/')[2];

        Assert.Equal(_time.GetUtcNow().AddHours(1), until);
        Assert.Equal((new ProjectId("demo"), new DeviceId("camera-1")), _addresses.Read(token));
        _time.Advance(TimeSpan.FromMinutes(60));
        Assert.Null(_addresses.Read(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public void what_the_platform_did_not_seal_is_no_address(string token) => Assert.Null(_addresses.Read(token));
}
