using Edge.Core.Drivers;
using Edge.Drivers.Modbus;
using Protocols.Modbus;
using Telemetry.Model;
using TestKit.Drivers;

namespace Edge.Tests.Drivers;

public sealed class ModbusTcpDriverSpecs : DriverContract
{
    protected override Task<DriverRig> StartAsync(CancellationToken cancel) => Task.FromResult<DriverRig>(ModbusRig.Tcp());
}

public sealed class ModbusRtuOverTcpDriverSpecs : DriverContract
{
    protected override Task<DriverRig> StartAsync(CancellationToken cancel) => Task.FromResult<DriverRig>(ModbusRig.Tcp(rtu: true));
}

public sealed class ModbusRtuDriverSpecs : DriverContract
{
    protected override async Task<DriverRig> StartAsync(CancellationToken cancel) => await ModbusRig.SerialAsync(cancel);
}

public sealed class ModbusDriverSpecs
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task values_come_out_in_their_units()
    {
        await using var rig = ModbusRig.Tcp();

        var batch = (await rig.NextAsync(_cancel)).ToDictionary(r => r.Point.Value, r => r.Value);

        Assert.Equal(6.42, batch["load"], 9);
        Assert.Equal(77, batch["driver-id"]);
        Assert.Equal(12.5, batch["wind-speed"]);
        Assert.Equal(1, batch["limit-up"]);
    }

    [Fact]
    public async Task a_hole_that_the_device_refuses_is_asked_around_from_then_on()
    {
        await using var rig = ModbusRig.Tcp(points: [A.Register("load", 0, scale: 0.01), A.Register("driver-id", 5), A.Register("neighbour", 6)]);
        rig.Peer.Hole = (2, 3);

        var first = await rig.NextAsync(_cancel);
        rig.Peer.Requests.Clear();
        var second = await rig.NextAsync(_cancel);

        Assert.All(first.Concat(second), r => Assert.Equal(Quality.Good, r.Quality));
        Assert.Equal([(0, 1), (5, 2)], rig.Peer.Requests.Select(r => (r.Address, r.Quantity)));
    }

    [Fact]
    public async Task a_register_the_device_does_not_have_is_bad_alone_and_left_alone_for_a_while()
    {
        await using var rig = ModbusRig.Tcp(points: [A.Register("load", 0, scale: 0.01), A.Register("driver-id", 1), A.Register("neighbour", 2)]);
        rig.Peer.Hole = (1, 1);

        var batch = await rig.NextAsync(_cancel);
        rig.Peer.Requests.Clear();
        await rig.NextAsync(_cancel);

        Assert.Equal([Quality.Good, Quality.Bad, Quality.Good], batch.Select(r => r.Quality));
        Assert.Equal(QualityReason.DeviceException, batch[1].Reason);
        Assert.DoesNotContain(rig.Peer.Requests, r => r.Address == 1);
    }

    [Theory]
    [InlineData("load", 12.5)]
    [InlineData("limit-up", 0)]
    public async Task a_write_returns_once_the_device_holds_the_value(string point, double value)
    {
        await using var rig = ModbusRig.Tcp();
        await rig.Driver.ConnectAsync(_cancel);

        await ((IActuator)rig.Driver).WriteAsync(new(point), value, _cancel);
        var batch = await rig.NextAsync(_cancel);

        Assert.Equal(value, batch.Single(r => r.Point.Value == point).Value, 9);
    }

    [Fact]
    public async Task a_bit_of_a_register_is_written_without_touching_its_neighbours_with_and_without_function_22()
    {
        var flag = new Telemetry.Model.Profiles.ProfilePoint(
            "limit-up", "fast", new("holding", 20, "bit", Bit: 9), Access: "rw");
        await using var rig = ModbusRig.Tcp(points: [flag]);
        rig.Peer.Memory.SetRegisters(ModbusTable.HoldingRegister, 20, [0x0101]);

        await ((IActuator)rig.Driver).WriteAsync(new("limit-up"), 1, _cancel);
        Assert.Equal(0x0301, Held(rig, 20));
        rig.Peer.Unknown.Add(ModbusFunction.MaskWriteRegister);
        await ((IActuator)rig.Driver).WriteAsync(new("limit-up"), 0, _cancel);

        Assert.Equal(0x0101, Held(rig, 20));
    }

    [Fact]
    public async Task a_device_without_function_6_is_written_with_function_16()
    {
        await using var rig = ModbusRig.Tcp();
        rig.Peer.Unknown.Add(ModbusFunction.WriteSingleRegister);

        await ((IActuator)rig.Driver).WriteAsync(new("load"), 3, _cancel);

        Assert.Equal(300, Held(rig, 0));
    }

    [Theory]
    [InlineData("load", 500)]
    [InlineData("load", double.NaN)]
    [InlineData("wind-speed", 3)]
    [InlineData("nothing", 3)]
    public async Task a_write_that_makes_no_sense_is_refused_before_it_reaches_the_wire(string point, double value)
    {
        await using var rig = ModbusRig.Tcp();

        var refused = await Assert.ThrowsAsync<DeviceException>(() => ((IActuator)rig.Driver).WriteAsync(new(point), value, _cancel).AsTask());

        Assert.Equal(QualityReason.DeviceException, refused.Reason);
        Assert.Empty(rig.Peer.Requests);
    }

    [Fact]
    public async Task a_write_the_device_swallows_without_taking_it_is_reported()
    {
        await using var rig = ModbusRig.Tcp();
        rig.Peer.Answer = answer =>
        {
            // The device echoes the write and then forgets it.
            if (answer[7] == (byte)ModbusFunction.WriteSingleRegister)
                rig.Peer.Memory.SetRegisters(ModbusTable.HoldingRegister, 0, [642]);
            return answer;
        };

        var refused = await Assert.ThrowsAsync<DeviceException>(() => ((IActuator)rig.Driver).WriteAsync(new("load"), 3, _cancel).AsTask());

        Assert.Contains("holds another value", refused.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task garbage_is_malformed_and_the_next_answer_is_read_again(bool rtu)
    {
        await using var rig = ModbusRig.Tcp(rtu);
        await rig.NextAsync(_cancel);

        rig.Peer.Answer = _ => [0xDE, 0xAD, 0xBE, 0xEF, 0xDE, 0xAD, 0xBE, 0xEF, 0x01, 0x03];
        var fault = await Assert.ThrowsAsync<DeviceException>(() => rig.NextAsync(_cancel));
        rig.Peer.Answer = null;
        var batch = await rig.NextAsync(_cancel);

        Assert.Equal(QualityReason.Malformed, fault.Reason);
        Assert.All(batch, r => Assert.Equal(Quality.Good, r.Quality));
    }

    [Fact]
    public async Task an_answer_that_comes_too_late_is_not_taken_for_the_next()
    {
        await using var rig = ModbusRig.Tcp(points: [A.Register("load", 0)]);
        byte[] late = [];
        rig.Peer.Answer = answer =>
        {
            late = answer;
            return [];
        };
        await Assert.ThrowsAsync<DeviceException>(() => rig.NextAsync(_cancel));

        rig.Peer.Memory.SetRegisters(ModbusTable.HoldingRegister, 0, [7]);
        rig.Peer.Answer = answer => [.. late, .. answer];
        var batch = await rig.NextAsync(_cancel);

        Assert.Equal(7, Assert.Single(batch).Value);
    }

    [Fact]
    public async Task units_on_one_connection_share_it_and_a_dead_one_takes_nothing_from_the_other()
    {
        await using var rig = ModbusRig.Tcp();
        rig.Peer.Dead.Add(2);
        var address = $"tcp://127.0.0.1:{rig.Peer.Port}";
        var second = A.Binding(A.CraneProfile(), A.Device("crane-2", address, unit: 2));
        await using var dead = new ModbusDriver(second, ModbusRig.Address(address), rig.Links, rig.Options, TimeProvider.System);

        await rig.NextAsync(_cancel);
        var fault = await Assert.ThrowsAsync<DeviceException>(() => dead.ReadAsync("fast", new CollectingSink(), _cancel).AsTask());
        var batch = await rig.NextAsync(_cancel);

        Assert.Equal(QualityReason.NoAnswer, fault.Reason);
        Assert.All(batch, r => Assert.Equal(Quality.Good, r.Quality));
    }

    [Fact]
    public async Task half_a_frame_for_ever_ends_with_the_time_out()
    {
        await using var rig = ModbusRig.Tcp();
        rig.Peer.Answer = answer => answer[..(answer.Length - 1)];

        var fault = await Assert.ThrowsAsync<DeviceException>(() => rig.NextAsync(_cancel));

        Assert.Equal(QualityReason.Malformed, fault.Reason);
    }

    private static ushort Held(ModbusRig rig, ushort address)
    {
        Span<ushort> held = stackalloc ushort[1];
        rig.Peer.Memory.ReadRegisters(ModbusTable.HoldingRegister, address, held);
        return held[0];
    }
}
