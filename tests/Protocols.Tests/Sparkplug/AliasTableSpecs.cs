using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Protocols.Tests.Sparkplug;

public sealed class AliasTableSpecs
{
    private static Payload Birth(params (string Name, ulong Alias)[] metrics)
    {
        var payload = new Payload();
        payload.Metrics.AddRange(metrics.Select(m => MetricFactory.Double(MetricKey.Birth(m.Name, m.Alias), 1, 0)));
        return payload;
    }

    [Fact]
    public void data_is_named_by_the_alias_of_the_birth()
    {
        var table = new AliasTable();
        Assert.Equal(AliasResult.Done, table.Load("crane-1", Birth(("moment", 1), ("height", 2))));

        Assert.Equal(AliasResult.Done, table.Resolve("crane-1", new Metric { Alias = 2 }, out var definition));
        Assert.Equal(new MetricDefinition("crane-1", "height", SparkplugDataType.Double, 2), definition);
        Assert.Equal(AliasResult.Done, table.Resolve("crane-1", new Metric { Name = "moment" }, out _));
    }

    [Fact]
    public void what_no_birth_named_is_a_typed_answer()
    {
        var table = new AliasTable();
        table.Load("crane-1", Birth(("moment", 1)));

        Assert.Equal(AliasResult.UnknownAlias, table.Resolve("crane-1", new Metric { Alias = 9 }, out _));
        Assert.Equal(AliasResult.UnknownName, table.Resolve("crane-1", new Metric { Name = "x" }, out _));
        Assert.Equal(AliasResult.WrongDevice, table.Resolve("crane-2", new Metric { Alias = 1 }, out _));
        Assert.Equal(AliasResult.Unnamed, table.Resolve("crane-1", new Metric(), out _));
    }

    [Fact]
    public void a_duplicate_in_a_birth_refuses_the_whole_birth()
    {
        var table = new AliasTable();
        table.Load("crane-1", Birth(("moment", 1)));

        Assert.Equal(AliasResult.DuplicateAlias, table.Load("crane-2", Birth(("moment", 2), ("height", 1))));
        Assert.Equal(AliasResult.DuplicateName, table.Load("crane-2", Birth(("moment", 2), ("moment", 3))));
        Assert.Equal(AliasResult.Unnamed, table.Load("crane-2", new Payload { Metrics = { new Metric { Alias = 5 } } }));
        Assert.Equal(1, table.Count);
        Assert.Equal(AliasResult.UnknownAlias, table.Resolve("crane-2", new Metric { Alias = 2 }, out _));
    }

    [Fact]
    public void a_birth_replaces_what_was_known_of_that_device_alone()
    {
        var table = new AliasTable();
        table.Load("crane-1", Birth(("moment", 1)));
        table.Load("crane-2", Birth(("moment", 2)));

        table.Load("crane-1", Birth(("moment", 3)));

        Assert.Equal(AliasResult.UnknownAlias, table.Resolve("crane-1", new Metric { Alias = 1 }, out _));
        Assert.Equal(AliasResult.Done, table.Resolve("crane-1", new Metric { Alias = 3 }, out _));
        Assert.Equal(AliasResult.Done, table.Resolve("crane-2", new Metric { Alias = 2 }, out _));
        table.Load(null, Birth(("Node Control/Rebirth", 1)));
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void an_assigned_alias_stays_and_is_never_given_twice()
    {
        var table = new AliasTable();
        var first = table.Assign("crane-1", "moment", SparkplugDataType.Double);
        var second = table.Assign("crane-2", "moment", SparkplugDataType.Double);

        Assert.Same(first, table.Assign("crane-1", "moment", SparkplugDataType.Double));
        Assert.NotEqual(first.Alias, second.Alias);
        table.Remove("crane-2");
        Assert.NotEqual(second.Alias, table.Assign("crane-3", "moment", SparkplugDataType.Double).Alias);
    }

    [Fact]
    public void a_name_without_end_is_refused() =>
        Assert.Equal(AliasResult.OverLimit, new AliasTable().Add(null, new string('x', SparkplugLimits.NameLength + 1), SparkplugDataType.Double, 1));
}
