using System.Globalization;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;

namespace Cloud.Host.Demonstration;

/// <summary>Chance with a seed, and names, codes and numbers that belong to nobody.</summary>
internal sealed class DemoDice(int seed)
{
    /// <summary>No division has this code, so no identity number of it was ever given out.</summary>
    private const string NoDivision = "219900";

    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧"];
    private static readonly string[] Given = ["建国", "志强", "海涛", "立新", "文博", "晓峰", "国栋", "明辉", "俊杰", "永刚", "德明", "春生", "玉梅", "秀兰", "丽华", "雪松", "长河", "东升", "凯旋", "思源", "大伟", "铁成", "广才", "守义"];

    private readonly Random _random = new(seed);
    private readonly byte[] _id = new byte[16];
    private int _serial;

    public int Below(int most) => _random.Next(most);

    public bool Chance(double share) => _random.NextDouble() < share;

    public double Between(double from, double to) => Math.Round(from + (_random.NextDouble() * (to - from)), 2);

    public T Of<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    public T Any<T>()
        where T : struct, Enum => Of(Enum.GetValues<T>());

    public string Name() => Of(Surnames) + Of(Given);

    /// <summary>An id that sorts by its instant and is the same in every run.</summary>
    public Guid Id(DateTimeOffset at)
    {
        _random.NextBytes(_id);
        var clock = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
            _id[i] = (byte)(clock >> (40 - (8 * i)));
        _id[6] = (byte)((_id[6] & 0x0F) | 0x70);
        _id[8] = (byte)((_id[8] & 0x3F) | 0x80);
        return new Guid(_id, bigEndian: true);
    }

    public string IdNumber()
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{NoDivision}{1965 + Below(40)}{1 + Below(12):00}{1 + Below(28):00}{Next() % 1000:000}");
        return body + Cloud.Platform.Persons.IdNumber.CheckDigit(body);
    }

    public string CreditCode(string county)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"91{county}MADEM{Next():0000}");
        return body + Cloud.Platform.Organisations.CreditCode.CheckDigit(body);
    }

    /// <summary>No subscriber's number begins with 0.</summary>
    public string Phone() => string.Create(CultureInfo.InvariantCulture, $"024-0{Next() % 10_000_000:0000000}");

    public int Next() => ++_serial;
}
