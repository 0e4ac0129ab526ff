namespace FirmwareSim.Cameras.Scenes;

/// <summary>One person at one instant.</summary>
/// <param name="Track">Number of the worker.</param>
/// <param name="Outfit">Looks.</param>
/// <param name="Azimuth">Direction from the camera, degrees.</param>
/// <param name="Distance">Metres from the camera's foot.</param>
/// <param name="Facing">0 = towards the camera, 90 = to the right of the picture, 180 = away; degrees.</param>
/// <param name="Activity">What the person does.</param>
/// <param name="Phase">Where in the movement, radians.</param>
/// <param name="WearsHelmet">Hard hat on the head.</param>
/// <param name="WearsVest">Reflective vest on.</param>
/// <param name="HoldsHelmet">Hard hat in the right hand.</param>
/// <param name="Level">Metres above ground on which the person stands.</param>
public sealed record Person(
    int Track, Outfit Outfit, double Azimuth, double Distance, double Facing, Activity Activity, double Phase,
    bool WearsHelmet, bool WearsVest, bool HoldsHelmet = false, double Level = 0);
