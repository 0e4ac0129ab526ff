using System.Numerics;

namespace FirmwareSim.Cameras.Scenes;

/// <summary>What a person does.</summary>
public enum Activity
{
    /// <summary>Stands and looks.</summary>
    Stand,

    /// <summary>Walks.</summary>
    Walk,

    /// <summary>Hammers at chest height.</summary>
    Hammer,

    /// <summary>Bends down to something.</summary>
    Bend,

    /// <summary>Kneels on one knee.</summary>
    Crouch,

    /// <summary>Telephones.</summary>
    Phone,

    /// <summary>Carries a box.</summary>
    Carry,

    /// <summary>Takes the hard hat off or puts it on.</summary>
    Helmet,

    /// <summary>Points at something.</summary>
    Point,
}

/// <summary>Joints of a person in metres: X forward, Y to the person's left, Z up; the feet stand on 0.</summary>
/// <param name="Hip">Middle between the hip joints.</param>
/// <param name="Neck">Base of the neck.</param>
/// <param name="Head">Middle of the head.</param>
/// <param name="Left">Left limbs.</param>
/// <param name="Right">Right limbs.</param>
public sealed record Pose(Vector3 Hip, Vector3 Neck, Vector3 Head, Limbs Left, Limbs Right)
{
    /// <summary>The joints of an activity.</summary>
    /// <param name="activity">What the person does.</param>
    /// <param name="phase">Where in its movement, radians.</param>
    /// <param name="height">Height of the person.</param>
    /// <param name="holdsHelmet">The right hand hangs down with the hard hat.</param>
    public static Pose Of(Activity activity, double phase, double height, bool holdsHelmet)
    {
        var swing = MathF.Sin((float)phase);
        var other = MathF.Cos((float)phase);
        var angles = activity switch
        {
            Activity.Walk => new Angles(0.05f, new(0.42f * swing, 0.3f + (0.5f * MathF.Max(0, -other))), new(-0.42f * swing, 0.3f + (0.5f * MathF.Max(0, other))),
                new(-0.4f * swing, 0.1f, 0.35f), new(0.4f * swing, 0.1f, 0.35f), 0),
            Activity.Hammer => new Angles(0.22f, new(0.15f, 0.1f), new(-0.12f, 0.05f), new(0.75f, 0.1f, 0.9f), new(1.1f + (0.8f * swing), 0.12f, 0.9f - (0.3f * swing)), 0.25f),
            Activity.Bend => new Angles(1.0f + (0.1f * swing), new(0.3f, 0.45f), new(0.2f, 0.4f), new(1.0f + (0.15f * swing), 0.08f, 0.25f), new(1.05f - (0.15f * swing), 0.08f, 0.3f), -0.3f),
            Activity.Crouch => new Angles(0.35f, new(1.45f, 1.6f), new(0.2f, 1.75f), new(0.8f + (0.1f * swing), 0.1f, 0.6f), new(0.9f - (0.15f * swing), 0.1f, 0.7f), 0.15f),
            Activity.Phone => new Angles(0.04f, new(0.05f, 0.05f), new(-0.04f, 0.02f), new(0.05f, 0.1f, 0.2f), new(0.75f, 0.35f, 2.3f), 0.12f),
            Activity.Carry => new Angles(0.08f, new(0.3f * swing, 0.25f), new(-0.3f * swing, 0.25f), new(0.55f, 0.1f, 1.0f), new(0.55f, 0.1f, 1.0f), 0),
            Activity.Helmet => new Angles(0.05f, new(0.03f, 0.03f), new(-0.03f, 0.02f), new(2.1f + (0.1f * swing), 0.3f, 1.25f), new(2.1f - (0.1f * swing), 0.3f, 1.25f), 0.15f),
            Activity.Point => new Angles(0.03f, new(0.06f, 0.03f), new(-0.06f, 0.02f), new(0.1f, 0.12f, 0.2f), new(1.5f + (0.06f * swing), 0.2f, 0.1f), 0),
            _ => new Angles(0.02f + (0.02f * swing), new(0.04f, 0.03f), new(-0.03f, 0.02f), new(0.06f + (0.04f * swing), 0.1f, 0.2f), new(0.02f - (0.04f * swing), 0.12f, 0.25f), 0.05f * swing),
        };
        if (holdsHelmet && activity is not Activity.Helmet)
            angles = angles with { RightArm = new ArmAngles(0.15f, 0.15f, 0.3f) };
        return Build(angles, (float)height);
    }

    private static Pose Build(Angles angles, float height)
    {
        var left = Leg(angles.LeftLeg, height, 1);
        var right = Leg(angles.RightLeg, height, -1);
        var lowest = MathF.Min(left.Ankle.Z, right.Ankle.Z);
        var hip = new Vector3(0, 0, (0.035f * height) - lowest);
        var neck = hip + (0.3f * height * new Vector3(MathF.Sin(angles.Lean), 0, MathF.Cos(angles.Lean)));
        var tilt = (angles.Lean * 0.6f) + angles.Nod;
        var head = neck + (0.108f * height * new Vector3(MathF.Sin(tilt), 0, MathF.Cos(tilt)));
        return new Pose(hip, neck, head, Arm(left, hip, neck, angles.LeftArm, height, 1), Arm(right, hip, neck, angles.RightArm, height, -1));
    }

    private static Limbs Leg(LegAngles angles, float height, int side)
    {
        var hip = new Vector3(0, side * 0.05f * height, 0);
        var knee = hip + (0.245f * height * new Vector3(MathF.Sin(angles.Hip), 0, -MathF.Cos(angles.Hip)));
        var shin = angles.Hip - angles.Knee;
        return new Limbs { Hip = hip, Knee = knee, Ankle = knee + (0.24f * height * new Vector3(MathF.Sin(shin), 0, -MathF.Cos(shin))) };
    }

    private static Limbs Arm(Limbs leg, Vector3 hip, Vector3 neck, ArmAngles angles, float height, int side)
    {
        Vector3 Along(float forward, float out_) =>
            new(MathF.Sin(forward) * MathF.Cos(out_), side * MathF.Sin(out_), -MathF.Cos(forward) * MathF.Cos(out_));
        var shoulder = neck + new Vector3(0, side * 0.108f * height, -0.022f * height);
        var elbow = shoulder + (0.165f * height * Along(angles.Shoulder, angles.Out));
        var wrist = elbow + (0.145f * height * Along(angles.Shoulder + angles.Elbow, angles.Out * (angles.Shoulder > 1.7f ? -1.2f : 0.3f)));
        return new Limbs { Hip = leg.Hip + hip, Knee = leg.Knee + hip, Ankle = leg.Ankle + hip, Shoulder = shoulder, Elbow = elbow, Wrist = wrist };
    }

    private readonly record struct LegAngles(float Hip, float Knee);

    private readonly record struct ArmAngles(float Shoulder, float Out, float Elbow);

    private readonly record struct Angles(float Lean, LegAngles LeftLeg, LegAngles RightLeg, ArmAngles LeftArm, ArmAngles RightArm, float Nod);
}

/// <summary>Joints of one side.</summary>
public readonly record struct Limbs
{
    /// <summary>Hip joint.</summary>
    public Vector3 Hip { get; init; }

    /// <summary>Knee.</summary>
    public Vector3 Knee { get; init; }

    /// <summary>Ankle.</summary>
    public Vector3 Ankle { get; init; }

    /// <summary>Shoulder.</summary>
    public Vector3 Shoulder { get; init; }

    /// <summary>Elbow.</summary>
    public Vector3 Elbow { get; init; }

    /// <summary>Wrist.</summary>
    public Vector3 Wrist { get; init; }
}
