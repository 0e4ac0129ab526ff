using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Drivers.Gpio;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using TestKit.Drivers;

namespace Edge.Tests.Drivers;

public sealed class GpioDriverSpecs : DriverContract
{
    protected override Task<DriverRig> StartAsync(CancellationToken cancel) => Task.FromResult<DriverRig>(new GpioRig());

    [Fact]
    public async Task an_output_is_driven_in_its_polarity_and_read_back()
    {
        await using var rig = new GpioRig();
        await rig.NextAsync(TestContext.Current.CancellationToken);

        await ((IActuator)rig.Driver).WriteAsync(new("siren"), 1, TestContext.Current.CancellationToken);
        var batch = await rig.NextAsync(TestContext.Current.CancellationToken);

        Assert.False(rig.Chip.Read(17));
        Assert.Equal(1, batch.Single(r => r.Point.Value == "siren").Value);
        Assert.Equal(1, rig.Chip.Snapshot().Single(l => l.Line == 17).Changes);
    }

    [Fact]
    public async Task a_pressed_button_is_read_as_one()
    {
        await using var rig = new GpioRig();
        await rig.NextAsync(TestContext.Current.CancellationToken);

        Assert.True(rig.Chip.SetInput(4, active: true));
        Assert.False(rig.Chip.SetInput(17, active: true));
        var batch = await rig.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, batch.Single(r => r.Point.Value == "emergency-stop").Value);
    }

    [Fact]
    public async Task outputs_go_inactive_when_the_driver_ends_and_the_mirror_file_shows_it()
    {
        var file = Path.Combine(Path.GetTempPath(), $"gpio-{Guid.CreateVersion7():N}.json");
        var rig = new GpioRig(file);
        await rig.NextAsync(TestContext.Current.CancellationToken);
        await ((IActuator)rig.Driver).WriteAsync(new("siren"), 1, TestContext.Current.CancellationToken);
        Assert.Contains("\"high\": false", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));

        await rig.DisposeAsync();

        Assert.True(rig.Chip.Snapshot().Single(l => l.Line == 17).High);
        Assert.Contains("\"name\": \"panel/siren\"", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        File.Delete(file);
    }

    [Theory]
    [InlineData("siren", 0.5)]
    [InlineData("emergency-stop", 1)]
    [InlineData("nothing", 1)]
    public async Task what_cannot_be_driven_is_refused(string point, double value)
    {
        await using var rig = new GpioRig();
        await rig.NextAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<DeviceException>(
            () => ((IActuator)rig.Driver).WriteAsync(new(point), value, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task a_second_user_of_the_lines_lets_go_without_switching_them_off()
    {
        await using var rig = new GpioRig();
        await rig.NextAsync(TestContext.Current.CancellationToken);
        await ((IActuator)rig.Driver).WriteAsync(new("siren"), 1, TestContext.Current.CancellationToken);

        var second = rig.NewDriver();
        await second.ConnectAsync(TestContext.Current.CancellationToken);
        await second.DisposeAsync();

        Assert.True(rig.Chip.Snapshot().Single(l => l.Line == 17).Active);
    }

    private sealed class GpioRig : PolledDriverRig
    {
        private readonly GpioChips _chips;
        private readonly DeviceBinding _binding;

        public GpioRig(string? file = null)
        {
            Chip = new SimulatedGpioChip(file, new FakeTimeProvider());
            _chips = new GpioChips(Chip);
            var profile = A.Profile(
                "gpio-panel", "gpio", 50,
                new ProfilePoint("emergency-stop", "fast", Gpio: new GpioAddress(4, "in", ActiveLow: true)),
                new ProfilePoint("siren", "fast", Gpio: new GpioAddress(17, "out", ActiveLow: true), Access: "rw"),
                new ProfilePoint("beacon", "fast", Gpio: new GpioAddress(27, "out"), Access: "rw"));
            _binding = A.Binding(profile, new DeviceConfiguration("panel", "panel", profile.Id, "gpio://simulated"));
            Driver = NewDriver();
        }

        public GpioDriver NewDriver() => new(_binding, "simulated", _chips, new FakeTimeProvider());

        public SimulatedGpioChip Chip { get; }

        public override IDeviceDriver Driver { get; }

        public override string Group => "fast";

        public override IReadOnlyList<PointId> Points => [new("emergency-stop"), new("siren"), new("beacon")];

        public override PointId Spoilt => new("beacon");

        public override Task SpoilAsync()
        {
            Chip.FaultyLine = 27;
            return Task.CompletedTask;
        }

        public override Task CutAsync()
        {
            Chip.IsGone = true;
            return Task.CompletedTask;
        }

        public override Task RestoreAsync()
        {
            Chip.IsGone = false;
            return Task.CompletedTask;
        }

        public override Task FallSilentAsync() => CutAsync();

        public override async ValueTask DisposeAsync()
        {
            await Driver.DisposeAsync();
            _chips.Dispose();
        }
    }
}
