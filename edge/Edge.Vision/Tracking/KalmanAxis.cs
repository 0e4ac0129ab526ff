namespace Edge.Vision.Tracking;

/// <summary>One coordinate with constant velocity; noise grows with the object's size, as pixels do.</summary>
internal struct KalmanAxis(float position, float size)
{
    private const float PositionNoise = 1f / 20, VelocityNoise = 1f / 160;

    private float _pp = Square(2 * PositionNoise * size), _pv, _vv = Square(10 * VelocityNoise * size * 5);

    public float Position { get; private set; } = position;

    public float Velocity { get; private set; }

    public void Predict(float seconds, float size)
    {
        // The published noise is per frame at 30 a second; ours are per second.
        Position += Velocity * seconds;
        _pp += seconds * (2 * _pv + seconds * _vv) + Square(PositionNoise * size) * seconds * 5;
        _pv += seconds * _vv;
        _vv += Square(VelocityNoise * size * 30) * seconds;
    }

    public void Correct(float measured, float size)
    {
        var spread = _pp + Square(PositionNoise * size);
        var (gainPosition, gainVelocity) = (_pp / spread, _pv / spread);
        var off = measured - Position;
        Position += gainPosition * off;
        Velocity += gainVelocity * off;
        _vv -= gainVelocity * _pv;
        _pv *= 1 - gainPosition;
        _pp *= 1 - gainPosition;
    }

    private static float Square(float value) => value * value;
}
