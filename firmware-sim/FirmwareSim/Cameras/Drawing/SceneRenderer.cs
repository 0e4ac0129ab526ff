using FirmwareSim.Cameras.Scenes;
using FirmwareSim.Cameras.Streaming;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>
/// Draws a site as one camera sees it: backdrop (kept while the view stands still), then people, things and fire from far
/// to near, light, weather. Boxes are read from a mask drawn with the same outlines.
/// </summary>
internal sealed class SceneRenderer : IDisposable
{
    /// <summary>Horizontal field of view at zoom 1, degrees.</summary>
    public const double Field = 48;

    private const int MaskSide = 1000;

    private readonly Layout _layout;
    private readonly double _metres;
    private SKSurface? _backdrop;
    private (View View, LightChoice Light, int Width, int Height) _drawn;
    private MaskReader? _mask;
    private float _maskScale = 1;

    public SceneRenderer(Layout layout, double metres) => (_layout, _metres) = (layout, metres);

    /// <summary>Draws the scene.</summary>
    /// <param name="target">Filled completely.</param>
    /// <param name="moment">What happens.</param>
    /// <param name="boxes">Takes what is visible.</param>
    public void Draw(FrameBuffer target, Moment moment, List<TruthBox> boxes)
    {
        var projection = new Projection(target.Info.Width, target.Info.Height, moment.View, _metres, Field);
        Background(target, moment, projection);

        var figures = new List<Figure>();
        try
        {
            foreach (var person in moment.People.OrderByDescending(person => person.Distance))
                if (InSight(person, projection))
                    figures.Add(new Figure(person, projection));
            Foreground(target, moment, projection, figures, boxes);
        }
        finally
        {
            figures.ForEach(figure => figure.Dispose());
        }

        Atmosphere.Draw(target, moment);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _backdrop?.Dispose();
        _mask?.Dispose();
    }

    private static bool InSight(Person person, Projection projection)
    {
        var foot = projection.Point(person.Azimuth, person.Distance, person.Level);
        var size = (float)(projection.Scale(person.Distance, person.Level) * 2.1);
        return foot.X > -size && foot.X < projection.Width + size && foot.Y > 0 && foot.Y - size < projection.Height;
    }

    private void Background(FrameBuffer target, Moment moment, Projection projection)
    {
        var wanted = (moment.View, moment.Light, target.Info.Width, target.Info.Height);
        if (_backdrop is null || _drawn != wanted)
        {
            if (_backdrop is null || (_drawn.Width, _drawn.Height) != (wanted.Width, wanted.Height))
            {
                _backdrop?.Dispose();
                _backdrop = SKSurface.Create(target.Info);
                _mask?.Dispose();
                _maskScale = target.Info.Width > MaskSide ? 2 : 1;
                _mask = new MaskReader((int)(target.Info.Width / _maskScale), (int)(target.Info.Height / _maskScale));
            }

            Backdrop.Draw(_backdrop.Canvas, _layout, projection, moment.Glow);
            _drawn = wanted;
        }

        using var opaque = new SKPaint { BlendMode = SKBlendMode.Src };
        target.Canvas.DrawSurface(_backdrop, 0, 0, opaque);
    }

    // From far to near. A thing is drawn again only where it stands before somebody.
    private void Foreground(FrameBuffer target, Moment moment, Projection projection, List<Figure> figures, List<TruthBox> boxes)
    {
        var mask = _mask!;
        mask.Clear();
        mask.Canvas.Save();
        mask.Canvas.Scale(1 / _maskScale);
        var items = figures.Select((figure, index) => (figure.Person.Distance, Draw: (Action)(() => DrawPerson(figure, index + 1))))
            .Concat(_layout.Props.Select(prop => (prop.Distance, Draw: (Action)(() => DrawProp(prop)))))
            .Concat(moment.Plumes.Select(plume => (plume.Distance, Draw: (Action)(() => DrawPlume(plume)))));
        foreach (var item in items.OrderByDescending(item => item.Distance))
            item.Draw();
        mask.Canvas.Restore();
        mask.Read(figures, _maskScale, boxes);

        void DrawPerson(Figure figure, int number)
        {
            FigurePainter.Draw(target.Canvas, figure, moment.Light == LightChoice.Infrared, moment.Shadow);
            FigurePainter.Mark(mask.Canvas, figure, number);
        }

        void DrawProp(Prop prop)
        {
            var bounds = PropPainter.Bounds(prop, projection);
            if (!figures.Any(figure => figure.Person.Distance > prop.Distance && Around(figure).IntersectsWith(bounds)))
                return;
            PropPainter.Draw(target.Canvas, prop, projection, moment.Glow);
            using var hard = SKColorFilter.CreateTable(HardAlpha, Same, Same, Same);
            using var black = SKColorFilter.CreateBlendMode(SKColors.Black, SKBlendMode.SrcIn);
            using var both = SKColorFilter.CreateCompose(black, hard);
            using var layer = new SKPaint { ColorFilter = both };
            mask.Canvas.SaveLayer(bounds, layer);
            PropPainter.Draw(mask.Canvas, prop, projection, 0);
            mask.Canvas.Restore();
        }

        void DrawPlume(Plume plume)
        {
            var box = PlumePainter.Draw(target.Canvas, plume, projection, moment.Time, moment.Light == LightChoice.Infrared);
            if (!box.IsEmpty)
                PlumePainter.Tell(plume, box, projection, boxes);
        }
    }

    private static readonly byte[] HardAlpha = [.. Enumerable.Range(0, 256).Select(alpha => (byte)(alpha < 128 ? 0 : 255))];

    private static readonly byte[] Same = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    private static SKRect Around(Figure figure) =>
        new(figure.Foot.X - (figure.Size * 0.5f), figure.Foot.Y - figure.Size, figure.Foot.X + (figure.Size * 0.5f), figure.Foot.Y + (figure.Size * 0.1f));
}

/// <summary>One instant of a scene.</summary>
/// <param name="Time">Scene time, seconds.</param>
/// <param name="View">Direction and zoom.</param>
/// <param name="Light">Light; not <see cref="LightChoice.Auto"/>.</param>
/// <param name="Rain">mm/h.</param>
/// <param name="People">People.</param>
/// <param name="Plumes">Fire and smoke.</param>
internal sealed record Moment(double Time, View View, LightChoice Light, double Rain, IReadOnlyList<Person> People, IReadOnlyList<Plume> Plumes)
{
    /// <summary>How much lamps shine.</summary>
    public float Glow => Light switch { LightChoice.Dusk => 0.8f, LightChoice.Infrared => 1, _ => 0 };

    /// <summary>How dark shadows are.</summary>
    public float Shadow => Light switch { LightChoice.Day => Rain > 1 ? 0.5f : 0.9f, LightChoice.Dusk => 0.5f, _ => 0.3f };
}
