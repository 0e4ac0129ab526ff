using System.Numerics;
using FirmwareSim.Cameras.Scenes;
using SkiaSharp;

namespace FirmwareSim.Cameras.Drawing;

/// <summary>
/// A person as outlines in pixels, far ones first: limbs, torso, vest and head from the joints of a pose. The colour picture
/// and the mask that ground truth is read from are made of the same outlines.
/// </summary>
internal sealed class Figure : IDisposable
{
    private readonly List<BodyPart> _parts = [];
    private readonly Person _person;
    private readonly Pose _pose;
    private readonly SKPoint _foot;
    private readonly float _scale;
    private readonly float _sin;
    private readonly float _cos;
    private readonly float _sinDown;
    private readonly float _cosDown;

    public Figure(Person person, Projection projection)
    {
        _person = person;
        _pose = Pose.Of(person.Activity, person.Phase, person.Outfit.Height, person.HoldsHelmet);
        _foot = projection.Point(person.Azimuth, person.Distance, person.Level);
        _scale = (float)projection.Scale(person.Distance, person.Level + 1);
        (_sin, _cos) = MathF.SinCos((float)(person.Facing * Math.PI / 180));
        (_sinDown, _cosDown) = MathF.SinCos((float)projection.Depression(person.Distance, person.Level + 1));
        Build();
    }

    /// <summary>Who it is.</summary>
    public Person Person => _person;

    /// <summary>Outlines, the farthest first.</summary>
    public IReadOnlyList<BodyPart> Parts => _parts;

    /// <summary>Where the feet stand.</summary>
    public SKPoint Foot => _foot;

    /// <summary>Pixels of a metre.</summary>
    public float Scale => _scale;

    /// <summary>Height in pixels.</summary>
    public float Size => (float)_person.Outfit.Height * _scale;

    /// <summary>Share of the front that is seen: 1 from the front, 0 from the side, -1 from behind.</summary>
    public float Front => _cos;

    /// <summary>To which side the person looks: 1 right, -1 left.</summary>
    public float Side => _sin;

    /// <summary>A length that belongs to the person's height, in pixels.</summary>
    public float Length(double share) => (float)(share * _person.Outfit.Height) * _scale;

    /// <summary>A joint in the picture.</summary>
    public SKPoint At(Vector3 joint) => new(
        _foot.X + (((joint.X * _sin) + (joint.Y * _cos)) * _scale),
        _foot.Y + (((-joint.Z * _cosDown) + (Depth(joint) * _sinDown)) * _scale));

    /// <summary>Adds an outline.</summary>
    public void Add(SKPath outline, PartKind kind, SKColor colour, Finish finish = Finish.Round) => _parts.Add(new BodyPart(outline, kind, colour, finish));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts)
            part.Outline.Dispose();
    }

    private float Depth(Vector3 joint) => (joint.X * _cos) - (joint.Y * _sin);

    private void Build()
    {
        var (far, near) = Depth(_pose.Left.Shoulder) < Depth(_pose.Right.Shoulder) ? (_pose.Left, _pose.Right) : (_pose.Right, _pose.Left);
        var raised = _person.Activity == Activity.Helmet;
        if (!raised)
            Arm(far, behind: true);
        Leg(far, 0.82f);
        Leg(near, 1);
        Torso.Add(this, _pose, _person);
        Head.Add(this, _pose, _person);
        Arm(near, behind: false);
        if (raised)
            Arm(far, behind: false);
        Carried();
    }

    private void Leg(Limbs leg, float light)
    {
        var outfit = _person.Outfit;
        var build = (float)outfit.Build;
        var colour = Shade.Times(outfit.Lower, light);
        var (hip, knee, ankle) = (At(leg.Hip), At(leg.Knee), At(leg.Ankle));
        var toe = At(leg.Ankle + new Vector3(0.1f * (float)outfit.Height, 0, -0.025f * (float)outfit.Height));
        var heel = At(leg.Ankle + new Vector3(-0.02f * (float)outfit.Height, 0, -0.02f * (float)outfit.Height));
        Add(Outline.Limb(heel, Length(0.022), toe, Length(0.018)), PartKind.Body, new SKColor(38, 34, 32));
        Add(Outline.Limb(knee, Length(0.037) * build, ankle, Length(0.028)), PartKind.Body, colour, Finish.Cloth);
        Add(Outline.Limb(hip, Length(0.058) * build, knee, Length(0.039) * build), PartKind.Body, colour, Finish.Cloth);
    }

    private void Arm(Limbs arm, bool behind)
    {
        var outfit = _person.Outfit;
        var build = (float)outfit.Build;
        var sleeve = Shade.Times(outfit.Upper, behind ? 0.78f : 0.95f);
        var (shoulder, elbow, wrist) = (At(arm.Shoulder), At(arm.Elbow), At(arm.Wrist));
        var hand = Outline.Between(elbow, wrist, 1.16f);
        Add(Outline.Limb(Outline.Between(elbow, wrist, 0.85f), Length(0.018), hand, Length(0.021)), PartKind.Body, outfit.Skin);
        Add(Outline.Limb(elbow, Length(0.029) * build, wrist, Length(0.022)), PartKind.Body, outfit.LongSleeves ? sleeve : outfit.Skin, outfit.LongSleeves ? Finish.Cloth : Finish.Round);
        Add(Outline.Limb(shoulder, Length(0.041) * build, elbow, Length(0.031) * build), PartKind.Body, sleeve, Finish.Cloth);
    }

    private void Carried()
    {
        var outfit = _person.Outfit;
        var (left, right) = (At(_pose.Left.Wrist), At(_pose.Right.Wrist));
        if (_person.HoldsHelmet && _person.Activity != Activity.Helmet)
        {
            var at = Outline.Between(At(_pose.Right.Elbow), right, 1.3f);
            Add(Outline.Ellipse(new SKPoint(at.X, at.Y + Length(0.02)), Length(0.06), Length(0.045)), PartKind.Detail, outfit.Helmet, Finish.Gloss);
        }
        else if (_person.Activity == Activity.Hammer)
        {
            var along = Outline.Between(At(_pose.Right.Elbow), right, 1.2f);
            var tip = new SKPoint(along.X + (Length(0.12) * (_sin >= 0 ? 1 : -1) * MathF.Max(0.3f, MathF.Abs(_sin))), along.Y - Length(0.1));
            Add(Outline.Limb(along, Length(0.008), tip, Length(0.008)), PartKind.Detail, new SKColor(140, 104, 66));
            Add(Outline.Limb(new SKPoint(tip.X - Length(0.03), tip.Y), Length(0.016), new SKPoint(tip.X + Length(0.03), tip.Y), Length(0.016)), PartKind.Detail, new SKColor(70, 72, 76));
        }
        else if (_person.Activity == Activity.Carry)
        {
            var middle = Outline.Between(left, right, 0.5f);
            var (w, h) = (Length(0.14), Length(0.09));
            Add(Outline.Polygon(new(middle.X - w, middle.Y - h), new(middle.X + w, middle.Y - h), new(middle.X + w, middle.Y + h), new(middle.X - w, middle.Y + h)),
                PartKind.Detail, new SKColor(172, 138, 92), Finish.Round);
        }
        else if (_person.Activity == Activity.Phone)
            Add(Outline.Limb(right, Length(0.012), new SKPoint(right.X, right.Y - Length(0.05)), Length(0.012)), PartKind.Detail, new SKColor(24, 24, 28));
    }
}
