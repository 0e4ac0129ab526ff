using Protocols.Authentication;

namespace Protocols.Tests.Authentication;

public sealed class DigestSpecs
{
    // RFC 2617 §3.5.
    [Fact]
    public void the_standards_example_comes_out()
    {
        var challenge = DigestChallenge.Decode(
            "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")!;

        var answer = challenge.Answer("Mufasa", "Circle Of Life", "GET", "/dir/index.html", 1, "0a4f113b");

        Assert.Contains("response=\"6629fae49393a05397450978507c4ef1\"", answer, StringComparison.Ordinal);
        Assert.Contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"", answer, StringComparison.Ordinal);
    }

    // RFC 7616 §3.9.1.
    [Fact]
    public void the_sha_256_example_comes_out()
    {
        var challenge = new DigestChallenge("http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", DigestAlgorithm.Sha256);

        var answer = challenge.Answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", 1, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        Assert.Contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void an_answer_fits_its_challenge_and_nothing_else(bool qop)
    {
        var challenge = DigestChallenge.Decode(new DigestChallenge("camera", "abc", Qop: qop).Encode())!;
        var credentials = DigestCredentials.Decode(challenge.Answer("edge", "secret", "PLAY", "rtsp://c/sub", 7, "n"))!;

        Assert.True(credentials.Fits(challenge, "secret", "PLAY"));
        Assert.False(credentials.Fits(challenge, "Secret", "PLAY"));
        Assert.False(credentials.Fits(challenge, "secret", "PAUSE"));
        Assert.False(credentials.Fits(challenge with { Nonce = "abd" }, "secret", "PLAY"));
        Assert.False(credentials.Fits(challenge with { Qop = !qop }, "secret", "PLAY"));
    }

    [Theory]
    [InlineData("Basic ZWRnZTplZGdl")]
    [InlineData("Digest ")]
    [InlineData("Digest username")]
    [InlineData("Digest username=\"edge")]
    [InlineData("Digest username=\"edge\" nonce=\"a\"")]
    [InlineData("Digest username=\"edge\", nonce=\"a\", uri=\"/\"")]
    [InlineData("Digest username=\"edge\", nonce=\"a\", uri=\"/\", response=\"b\", qop=auth")]
    [InlineData("Digest username=\"edge\", nonce=\"a\", uri=\"/\", response=\"b\", algorithm=MD4")]
    public void what_is_no_answer_is_none(string header) => Assert.Null(DigestCredentials.Decode(header));

    [Fact]
    public void a_challenge_that_is_not_understood_is_none()
    {
        Assert.Null(DigestChallenge.Decode("Digest realm=\"a\", nonce=\"b\", qop=\"auth-int\""));
        Assert.Null(DigestChallenge.Decode("Digest realm=\"a\""));
        Assert.Null(DigestChallenge.Decode("Digest " + new string('a', 5000)));
    }
}
