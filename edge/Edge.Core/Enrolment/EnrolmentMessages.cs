using System.Text.Json.Serialization;

namespace Edge.Core.Enrolment;

/// <summary>What the gateway sends.</summary>
/// <param name="Gateway">Gateway id.</param>
/// <param name="Code">One-time code.</param>
/// <param name="Csr">PKCS#10 request in PEM.</param>
public sealed record EnrolmentRequest(string Gateway, string Code, string Csr);

/// <summary>What the platform answers.</summary>
/// <param name="Certificate">PEM.</param>
/// <param name="Authority">PEM.</param>
/// <param name="Broker">Where to connect.</param>
public sealed record EnrolmentAnswer(string Certificate, string Authority, BrokerAddress Broker);

/// <summary>Host name and port of the broker.</summary>
public sealed record BrokerAddress(string Host, int Port);

/// <summary>The part of a problem that a person needs.</summary>
public sealed record EnrolmentProblem(string? Title, string? Detail);

/// <summary>JSON of the enrolment.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EnrolmentRequest))]
[JsonSerializable(typeof(EnrolmentAnswer))]
[JsonSerializable(typeof(EnrolmentProblem))]
internal sealed partial class EnrolmentJson : JsonSerializerContext;
