using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Machines;

namespace FirmwareSim.Cameras.Pictures;

/// <summary>One scene for training: where the camera hangs, how large the picture is, what happens.</summary>
/// <param name="Layout">What stands still.</param>
/// <param name="Height">Metres of the camera above ground.</param>
/// <param name="Moment">What happens.</param>
/// <param name="Width">Pixels.</param>
/// <param name="PictureHeight">Pixels.</param>
internal sealed record SampledScene(Layout Layout, double Height, Moment Moment, int Width, int PictureHeight);

/// <summary>
/// Draws scenes as different from each other as the seed allows: camera from head height to a crane, people from a few
/// pixels to portraits, with and without helmet and vest, light, rain, fire, smoke, and things that only look like them.
/// </summary>
internal static class SceneSampler
{
    private const double HeadMetres = 0.25;
    private const double Farthest = 1.9;
    private static readonly (int Width, int Height)[] Sizes = [(544, 306), (544, 320), (512, 384), (480, 360), (448, 448), (416, 416), (384, 512), (560, 336)];
    private static readonly Activity[] Activities =
        [Activity.Stand, Activity.Walk, Activity.Walk, Activity.Hammer, Activity.Bend, Activity.Crouch, Activity.Phone, Activity.Carry, Activity.Point, Activity.Helmet, Activity.Stand];

    /// <summary>The scene of a number.</summary>
    public static SampledScene Draw(int seed, int number)
    {
        var noise = Noise.For(seed, $"scene {number}");
        var (width, pictureHeight) = Sizes[(int)noise.Uniform(0, Sizes.Length - 0.001)];
        var metres = noise.Chance(0.35) ? noise.Uniform(1.6, 3) : noise.Uniform(3, 13);

        // The size of the nearest head decides distance and zoom; it is spread evenly in octaves.
        var head = 7 * Math.Pow(2, noise.Uniform(0, 3.9));
        var distance = metres * noise.Uniform(1.1, 3.2) + noise.Uniform(1, 12);
        var layout = Behind(Layout.Draw((int)noise.Uniform(0, 1e9)), distance * Farthest * noise.Uniform(1.05, 2));
        var zoom = head / HeadMetres * distance * SceneRenderer.Field / (180 / Math.PI * width);
        var pan = noise.Uniform(-55, 55);
        var field = SceneRenderer.Field / zoom;
        var people = noise.Chance(0.07) ? [] : People(noise, head, pan, field, distance, metres);
        var plumes = Plumes(noise, pan, field, distance);
        var aim = -Math.Atan2(metres - (head > 30 ? noise.Uniform(1.2, 1.6) : noise.Uniform(0.6, 1.5)), distance) * 180 / Math.PI;
        var tilt = aim + (noise.Uniform(-0.2, 0.2) * field * pictureHeight / width);
        var light = noise.Uniform(0, 1) switch { < 0.66 => LightChoice.Day, < 0.83 => LightChoice.Dusk, _ => LightChoice.Infrared };
        var rain = noise.Chance(0.1) ? noise.Uniform(2, 40) : 0;
        var moment = new Moment(noise.Uniform(0, 1000), new View(pan, tilt, zoom), light, rain, people, plumes);
        return new SampledScene(layout, metres, moment, width, pictureHeight);
    }

    // Nobody stands behind the fence, and no building before it.
    private static Layout Behind(Layout layout, double fence) => fence <= layout.FenceDistance ? layout : layout with
    {
        FenceDistance = fence,
        Buildings = [.. layout.Buildings.Select(building => building with { Distance = building.Distance + fence })],
    };

    private static List<Person> People(Noise noise, double head, double pan, double field, double distance, double metres)
    {
        var count = 1 + (int)noise.Uniform(0, head > 45 ? 3 : head > 22 ? 7 : 14);
        var helmets = Share(noise);
        var vests = Share(noise);
        var people = new List<Person>();
        for (var i = 0; i < count; i++)
        {
            var away = distance * (i == 0 ? 1 : noise.Uniform(0.85, Farthest));
            var activity = Activities[(int)noise.Uniform(0, Activities.Length - 0.001)];
            var helmet = noise.Chance(helmets);
            people.Add(new Person(i, Outfit.Draw(noise), pan + (noise.Uniform(-0.48, 0.48) * field), Math.Max(away, metres * 0.6), noise.Uniform(-180, 180), activity,
                noise.Uniform(0, 6.28), helmet, noise.Chance(vests), !helmet && noise.Chance(0.15)));
        }

        return people;
    }

    private static List<Plume> Plumes(Noise noise, double pan, double field, double distance)
    {
        var plumes = new List<Plume>();
        double Azimuth() => pan + (noise.Uniform(-0.4, 0.4) * field);

        // In metres such that fire takes a twentieth to a third of the picture, whatever the zoom.
        double Size(double low, double high) => Math.Max(0.1, noise.Uniform(low, high) * field / 57.3 * distance);
        if (noise.Chance(0.16))
            for (var i = 0; i < 1 + (int)noise.Uniform(0, 2.2); i++)
                plumes.Add(new Plume(1000 + i, true, Azimuth(), distance * noise.Uniform(0.8, 1.6), Size(0.04, 0.28), noise.Uniform(2, 30), noise.Uniform(-0.6, 0.6), 0, (int)noise.Uniform(0, 1e6)));
        if (noise.Chance(plumes.Count > 0 ? 0.6 : 0.14))
        {
            var at = plumes.Count > 0 ? plumes[0].Azimuth : Azimuth();
            plumes.Add(new Plume(1100, false, at, distance * noise.Uniform(0.9, 1.7), Size(0.06, 0.25), noise.Uniform(8, 120), noise.Uniform(-0.8, 0.8), noise.Uniform(0, 0.95), (int)noise.Uniform(0, 1e6)));
        }

        return plumes;
    }

    private static double Share(Noise noise) => noise.Uniform(0, 1) switch { < 0.3 => 0.9, < 0.6 => 0.12, _ => 0.5 };
}
