using System.Runtime.CompilerServices;
using FirmwareSim.Cameras;
using FirmwareSim.Cameras.Pictures;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using FirmwareSim.Site;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Edge.Tests.Cameras;

public sealed class CameraSiteSpecs
{
    public static TheoryData<string> Scenarios => [.. Directory.GetFiles(Path.Combine(Folder(), "scenarios"), "*.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void every_scenario_fits_the_demonstration_site(string name)
    {
        var site = SiteFile.Load(Path.Combine(Folder(), "sites", "demo.json"));
        var scenario = Scenario.Load(Path.Combine(Folder(), "scenarios", name), site.Targets());
        using var cameras = new CameraSet(site with { Devices = [] }, null, TimeProvider.System, NullLogger.Instance);

        foreach (var camera in cameras.All)
            foreach (var happening in scenario.Events.Where(happening => happening.Target == camera.Id && happening.Fault is null))
                Assert.True(camera.Apply(happening.Happening, new EventArguments(happening.Arguments)), happening.Happening);
    }

    [Fact]
    public void a_camera_that_cannot_be_tells_every_fault_at_once()
    {
        var wrong = CameraRig.Options with { Id = "camera 1", Rtsp = "here", Workers = 99, Sub = new(641, 384, 40), Pictures = "/nowhere" };

        var fault = Assert.Throws<InvalidDataException>(() => Build(wrong));

        Assert.Equal(5, fault.Message.Split('\n').Length);
    }

    [Fact]
    public void two_cameras_of_one_name_are_refused()
    {
        var site = new SiteFile([], [CameraRig.Options, CameraRig.Options]);

        Assert.Throws<InvalidDataException>(() =>
        {
            using var set = new CameraSet(site, null, TimeProvider.System, NullLogger.Instance);
        });
    }

    [Fact]
    public async Task a_port_that_is_taken_is_told_with_the_cameras_name()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Onvif = null });
        using var second = Build(CameraRig.Options with { Rtsp = rig.Camera.RtspEndPoint.ToString(), Onvif = null });

        var fault = await Assert.ThrowsAsync<IOException>(() => second.RunAsync(rig.Cancel));

        Assert.Contains("camera-1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_rendered_set_has_a_label_file_for_every_picture_of_its_list()
    {
        using var folder = new TemporaryFolder();

        await SceneFolder.WriteAsync(folder.Path, 12, 3, "train", TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "manifest.csv"), TestContext.Current.CancellationToken);
        Assert.Equal("file,source,annotated_classes,original_name", lines[0]);
        Assert.Equal(12, lines.Length - 1);
        var classes = new HashSet<string>();
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split(',');
            Assert.Equal(("rendered", "0 1 2 3 4 5 6"), (cells[1], cells[2]));
            Assert.True(File.Exists(Path.Combine(folder.Path, "images", cells[0])));
            foreach (var label in await File.ReadAllLinesAsync(Path.Combine(folder.Path, "labels", Path.ChangeExtension(cells[0], ".txt")), TestContext.Current.CancellationToken))
            {
                var numbers = label.Split(' ');
                classes.Add(numbers[0]);
                Assert.All(numbers.Skip(1), number => Assert.InRange(double.Parse(number), 0, 1));
            }
        }

        Assert.True(classes.Count >= 5, string.Join(' ', classes));
    }

    private static Camera Build(CameraOptions options) => new(options, "", null, TimeProvider.System, NullLogger.Instance);

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../firmware-sim"));
}
