using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Telemetry.Model;

namespace Edge.Core.Enrolment;

/// <summary>
/// Turns a one-time code into the gateway's certificate. The key (P-256) is made here and never leaves; nothing is kept
/// unless everything was answered and fits together.
/// </summary>
/// <param name="http">Client with a time-out; its trust decides whether the cloud is the right one.</param>
/// <param name="time">Clock for the validity of what is answered.</param>
public sealed class GatewayEnrolment(HttpClient http, TimeProvider time)
{
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Enrols and stores the certificate; replaces an earlier one in one step.</summary>
    /// <param name="cloud">Address of the platform: https, or http on loopback.</param>
    /// <param name="gateway">Gateway id; becomes the certificate's CN.</param>
    /// <param name="code">One-time code as shown by the platform.</param>
    /// <param name="folder">Takes the files of <see cref="EnrolmentFiles"/>.</param>
    /// <param name="cancel">Gives up; nothing is kept then.</param>
    /// <returns>Where the gateway connects to.</returns>
    /// <exception cref="EnrolmentException">With the reason, for the person who enrols.</exception>
    public async Task<BrokerAddress> EnrolAsync(Uri cloud, GatewayId gateway, string code, string folder, CancellationToken cancel)
    {
        if (!Identifier.IsValid(gateway.Value))
            throw new EnrolmentException($"'{gateway}' is no gateway id");
        if (cloud.Scheme != Uri.UriSchemeHttps && !(cloud.Scheme == Uri.UriSchemeHttp && cloud.IsLoopback))
            throw new EnrolmentException($"{cloud} is neither https nor loopback: the code could be read on the way");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest($"CN={gateway.Value}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var answer = await AskAsync(cloud, new EnrolmentRequest(gateway.Value, code.Trim(), csr), cancel);
        Check(answer, gateway, key);
        new EnrolmentFiles(folder).Replace(key.ExportPkcs8PrivateKeyPem(), answer, cloud);
        return answer.Broker;
    }

    private async Task<EnrolmentAnswer> AskAsync(Uri cloud, EnrolmentRequest request, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(cloud, "/api/enrolments"), request, EnrolmentJson.Default.EnrolmentRequest, cancel);
            if (answer.Content.Headers.ContentLength > LongestAnswer)
                throw new EnrolmentException("the answer is too long to be one");
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, cancel);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadFromJsonAsync(EnrolmentJson.Default.EnrolmentAnswer, cancel) ?? throw new EnrolmentException("the answer is empty");
            throw new EnrolmentException(await RefusalAsync(answer, cancel));
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or NotSupportedException)
        {
            throw new EnrolmentException($"{cloud}: {fault.Message}", fault);
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new EnrolmentException($"{cloud} did not answer in time", fault);
        }
    }

    private static async Task<string> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            return "too many attempts from this address; try again in a minute";
        var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        var problem = isProblem ? await answer.Content.ReadFromJsonAsync(EnrolmentJson.Default.EnrolmentProblem, cancel) : null;
        return $"refused ({(int)answer.StatusCode}): {problem?.Detail ?? problem?.Title ?? answer.ReasonPhrase}";
    }

    private void Check(EnrolmentAnswer answer, GatewayId gateway, ECDsa key)
    {
        try
        {
            using var authority = X509Certificate2.CreateFromPem(answer.Authority);
            using var certificate = X509Certificate2.CreateFromPem(answer.Certificate);
            using var issuedFor = certificate.GetECDsaPublicKey();
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

            // A gateway's clock may be years off before it has met a network: that must not keep it from enrolling.
            chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
            chain.ChainPolicy.VerificationTime = time.GetLocalNow().DateTime;
            if (certificate.Subject != $"CN={gateway.Value}")
                throw new EnrolmentException($"the certificate is for {certificate.Subject}");
            if (issuedFor is null || !issuedFor.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
                throw new EnrolmentException("the certificate is for another key");
            if (!chain.Build(certificate))
                throw new EnrolmentException("the certificate was not issued by the authority that came with it");
        }
        catch (CryptographicException fault)
        {
            throw new EnrolmentException($"the answer holds no certificate: {fault.Message}", fault);
        }

        if (string.IsNullOrWhiteSpace(answer.Broker.Host) || answer.Broker.Port is < 1 or > 65_535)
            throw new EnrolmentException("the answer names no broker");
    }
}

/// <summary>The gateway could not enrol, and why.</summary>
/// <param name="message">One line, English.</param>
/// <param name="inner">The cause, when there is one.</param>
public sealed class EnrolmentException(string message, Exception? inner = null) : Exception(message, inner);
