using TestKit.Uplink;

namespace Edge.Tests.Uplink;

public sealed class SparkplugUplinkContractSpecs : UplinkContract
{
    protected override UplinkRig CreateRig() => new SparkplugRig();
}
