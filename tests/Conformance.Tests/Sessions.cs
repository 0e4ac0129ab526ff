using Conformance.Tests.Recording;
using Conformance.Tests.Subjects;
using Protocols.Tests.Interop;

namespace Conformance.Tests;

/// <summary>The recorded sessions, one of each subject, for all tests.</summary>
public sealed class Sessions : IAsyncLifetime
{
    private readonly Dictionary<string, Trace> _traces = [];

    internal IReadOnlyDictionary<string, Trace> Traces => _traces;

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (node, host) = (OurNode.RecordAsync(limit.Token), OurHost.RecordAsync(limit.Token));
        _traces[Subject.OurNode] = await node;
        _traces[Subject.OurHost] = await host;
        if (Peer.HasNode("sparkplug-client"))
            _traces[Subject.Npm] = await ForeignNode.RecordAsync(limit.Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
