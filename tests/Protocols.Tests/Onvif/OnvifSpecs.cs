using System.Text;
using Protocols.Onvif;

namespace Protocols.Tests.Onvif;

public sealed class OnvifSpecs
{
    // OASIS profile with ONVIF Core §5.9.4's arithmetic; nonce, instant and digest as in ONVIF's programmer's guide §6.1.1.3.
    [Fact]
    public void the_guides_token_comes_out()
    {
        var token = new UsernameToken("user", "tuOSpGlFlIXsozq4HFNeeGeFLEI=", Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z");

        Assert.True(token.Fits("userpassword"));
        Assert.False(token.Fits("Userpassword"));
    }

    [Fact]
    public void a_message_is_read_back_with_its_token()
    {
        var at = new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.Zero);
        var sent = new SoapMessage(OnvifDevice.Request("GetUsers"), UsernameToken.Create("edge", "secret", new byte[16], at));

        Assert.True(SoapMessage.TryDecode(sent.Encode(), out var read));
        Assert.Equal(("GetUsers", "edge", at), (read.Name, read.Token!.User, read.Token.CreatedAt));
        Assert.True(read.Token.Fits("secret"));
    }

    [Fact]
    public void a_fault_tells_its_subcode_and_text()
    {
        Assert.True(SoapMessage.TryDecode(SoapMessage.Fault(sender: true, "NoProfile", "Not there.").Encode(), out var read));

        Assert.Equal((true, "NoProfile", "Not there."), (read.IsFault, read.FaultSubcode, read.FaultText));
    }

    public static TheoryData<string> Nonsense =>
    [
        "", "<a", "<a/>", "{\"json\":true}",
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
        $"<s:Envelope xmlns:s=\"{OnvifNames.Soap}\"><s:Body/></s:Envelope>",
        $"<s:Envelope xmlns:s=\"{OnvifNames.Soap}\"><s:Body>{string.Concat(Enumerable.Repeat("<a>", 60))}{string.Concat(Enumerable.Repeat("</a>", 60))}</s:Body></s:Envelope>",
        $"<s:Envelope xmlns:s=\"{OnvifNames.Soap}\"><s:Body><a>{new string('x', SoapMessage.Longest)}</a></s:Body></s:Envelope>",
    ];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void what_is_no_envelope_is_refused(string text) => Assert.False(SoapMessage.TryDecode(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void a_password_in_clear_is_no_token()
    {
        var text = Encoding.UTF8.GetString(new SoapMessage(OnvifDevice.Request("GetUsers"), UsernameToken.Create("edge", "secret", new byte[16], DateTimeOffset.UnixEpoch)).Encode())
            .Replace("#PasswordDigest", "#PasswordText", StringComparison.Ordinal);

        Assert.True(SoapMessage.TryDecode(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Null(read.Token);
    }

    [Fact]
    public void profiles_and_coding_survive()
    {
        var encoding = new VideoEncoding("sub", "H265", 640, 384, 12.5, 800, 25);
        var profile = new MediaProfile("sub", "sub stream", encoding, HasPtz: true);

        Assert.Equal([profile], OnvifMedia.ReadProfiles(OnvifMedia.ProfilesAnswer([profile])));
        Assert.Equal(encoding, OnvifMedia.ReadEncoding(OnvifMedia.SetEncoding(encoding).Elements().First()));
        Assert.Equal("rtsp://c/sub", OnvifMedia.ReadUri(OnvifMedia.UriAnswer("GetStreamUri", "rtsp://c/sub")));
    }

    [Fact]
    public void moves_presets_and_positions_survive()
    {
        var at = new PtzVector(-0.25, 0.5, 0.125);

        Assert.Equal(at, OnvifPtz.ReadMove(OnvifPtz.AbsoluteMove("main", at)));
        Assert.Equal(new PtzVector(null, null, 1), OnvifPtz.ReadMove(OnvifPtz.RelativeMove("main", new PtzVector(null, null, 1))));
        Assert.Equal(TimeSpan.FromSeconds(1.5), OnvifPtz.ReadTimeOut(OnvifPtz.ContinuousMove("main", at, TimeSpan.FromSeconds(1.5))));
        Assert.Equal(new PtzStatus(at, true), OnvifPtz.ReadStatus(OnvifPtz.StatusAnswer(new PtzStatus(at, true), DateTimeOffset.UnixEpoch)));
        Assert.Equal([new PtzPreset("1", "gate", at)], OnvifPtz.ReadPresets(OnvifPtz.PresetsAnswer([new PtzPreset("1", "gate", at)])));
    }

    [Fact]
    public void clock_user_and_address_survive()
    {
        var at = new DateTimeOffset(2026, 11, 23, 23, 59, 58, TimeSpan.Zero);
        var network = new NetworkAddress("eth0", "192.168.1.64", 24, Dhcp: true);

        Assert.Equal(at, OnvifDevice.ReadTime(OnvifDevice.TimeAnswer(at)));
        Assert.Equal(at, OnvifDevice.ReadTime(OnvifDevice.SetTime(at)));
        Assert.Equal(("edge", "Longer-2026"), OnvifDevice.ReadUser(OnvifDevice.SetUser("edge", "Longer-2026")));
        Assert.Equal(network, OnvifDevice.ReadNetwork(OnvifDevice.NetworkAnswer(network)));
        Assert.Equal(network, OnvifDevice.ReadNetwork(OnvifDevice.SetNetwork(network)));
    }

    [Fact]
    public void a_reader_of_the_wrong_element_says_nothing()
    {
        var other = OnvifDevice.Request("GetUsers");

        Assert.Null(OnvifDevice.ReadTime(other));
        Assert.Null(OnvifDevice.ReadInformation(other));
        Assert.Null(OnvifDevice.ReadNetwork(other));
        Assert.Null(OnvifDevice.ReadUser(other));
        Assert.Null(OnvifMedia.ReadUri(other));
        Assert.Null(OnvifMedia.ReadEncoding(other));
        Assert.Null(OnvifPtz.ReadMove(other));
        Assert.Null(OnvifPtz.ReadStatus(other));
        Assert.Empty(OnvifMedia.ReadProfiles(other));
    }
}
