using Edge.Drivers.Modbus;
using Telemetry.Model.Profiles;

namespace Edge.Tests.Drivers;

public sealed class RegisterPlanSpecs
{
    private static readonly string[] Ids = ["load", "moment", "radius", "travel", "wind-speed", "neighbour", "falls", "driver-id"];

    [Fact]
    public void near_registers_are_read_together_and_far_ones_apart() =>
        Assert.Equal([(0, 12), (40, 2)], Plan(new ModbusOptions { MaxGapRegisters = 8 }, (0, "int16"), (2, "float32"), (11, "int16"), (40, "float32")));

    [Fact]
    public void one_request_never_exceeds_the_limit() =>
        Assert.Equal([(0, 3), (3, 2)], Plan(new ModbusOptions { MaxRegisters = 4 }, (0, "int16"), (1, "int32"), (3, "int32")));

    [Fact]
    public void no_block_is_longer_than_125_registers_even_when_every_gap_may_be_read() =>
        Assert.Equal([(0, 125), (200, 1)], Plan(new ModbusOptions { MaxGapRegisters = 120 }, (0, "int16"), (110, "int16"), (123, "int32"), (200, "int16")));

    [Fact]
    public void overlapping_points_share_their_registers() =>
        Assert.Equal([(10, 2)], Plan(new ModbusOptions(), (10, "uint32"), (10, "uint16"), (11, "uint16")));

    [Fact]
    public void tables_are_never_mixed()
    {
        var plan = new RegisterPlan(A.Binding(A.CraneProfile(points: [
            A.Register("load", 0), A.Register("wind-speed", 1, table: "input"),
            A.Register("limit-up", 2, "bit", "coil"), A.Register("limit-down", 3, "bit", "discrete")])).Points, new ModbusOptions());

        Assert.Equal(4, plan.Blocks.Count);
    }

    [Fact]
    public void a_block_is_split_at_its_widest_hole_and_down_to_single_points()
    {
        var plan = PlanOf(new ModbusOptions(), (0, "int16"), (1, "int16"), (6, "int16"), (8, "int16"));

        var (first, second) = plan.Split(plan.Blocks[0]);
        Assert.Equal([(0, 2), (6, 3)], [(first.Start, first.Count), (second.Start, second.Count)]);
        plan.Split(first);

        Assert.Equal([(0, 1), (1, 1), (6, 3)], plan.Blocks.Select(b => (b.Start, b.Count)));
        Assert.False(plan.Blocks[0].CanSplit);
    }

    private static IEnumerable<(int, int)> Plan(ModbusOptions options, params (int Address, string Type)[] points) =>
        PlanOf(options, points).Blocks.Select(b => (b.Start, b.Count));

    private static RegisterPlan PlanOf(ModbusOptions options, params (int Address, string Type)[] points)
    {
        ProfilePoint[] profile = [.. points.Select((p, i) => A.Register(Ids[i], p.Address, p.Type))];
        return new RegisterPlan(A.Binding(A.CraneProfile(points: profile)).Points, options);
    }
}
