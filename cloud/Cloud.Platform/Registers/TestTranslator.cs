using System.Linq.Expressions;
using System.Reflection;

namespace Cloud.Platform.Registers;

/// <summary>Turns a typed test of a record into a condition. A dozen operators; anything else is refused with its text.</summary>
internal static class TestTranslator
{
    public static Condition Translate(RegisterDescriptor register, LambdaExpression test) => Condition(register, test.Parameters[0], test.Body);

    public static string Column(RegisterDescriptor register, LambdaExpression field) =>
        Member(register, field.Parameters[0], field.Body) ?? throw new NotSupportedException($"{field.Body} is no single field of {register.Name}.");

    private static Condition Condition(RegisterDescriptor register, ParameterExpression record, Expression test) => test switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso } both =>
            Registers.Condition.And(Condition(register, record, both.Left), Condition(register, record, both.Right)),
        BinaryExpression { NodeType: ExpressionType.OrElse } either =>
            Registers.Condition.Or(Condition(register, record, either.Left), Condition(register, record, either.Right)),
        BinaryExpression compare => Compare(register, record, compare),
        MemberExpression or UnaryExpression { NodeType: ExpressionType.Not } => Flag(register, record, test),
        _ => throw new NotSupportedException($"A store cannot run the test {test}."),
    };

    private static Condition Flag(RegisterDescriptor register, ParameterExpression record, Expression test)
    {
        var (inner, value) = test is UnaryExpression not ? (not.Operand, false) : (test, true);
        return Member(register, record, inner) is { } column
            ? new Condition.Compare(column, Comparison.Eq, [value]) : throw new NotSupportedException($"A store cannot run the test {test}.");
    }

    private static Condition Compare(RegisterDescriptor register, ParameterExpression record, BinaryExpression compare)
    {
        var (column, other, mirrored) = Member(register, record, compare.Left) is { } left ? (left, compare.Right, false)
            : Member(register, record, compare.Right) is { } right ? (right, compare.Left, true)
            : throw new NotSupportedException($"Neither side of {compare} is a field of {register.Name}.");
        var by = compare.NodeType switch
        {
            ExpressionType.Equal => Comparison.Eq,
            ExpressionType.NotEqual => Comparison.Ne,
            ExpressionType.LessThan => mirrored ? Comparison.Gt : Comparison.Lt,
            ExpressionType.LessThanOrEqual => mirrored ? Comparison.Ge : Comparison.Le,
            ExpressionType.GreaterThan => mirrored ? Comparison.Lt : Comparison.Gt,
            ExpressionType.GreaterThanOrEqual => mirrored ? Comparison.Le : Comparison.Ge,
            _ => throw new NotSupportedException($"A store cannot run the test {compare}."),
        };
        var value = ColumnValue.Of(Converted(compare, column, register, Evaluate(other)));
        return value is not null ? new Condition.Compare(column, by, [value])
            : new Condition.Compare(column, by == Comparison.Eq ? Comparison.None : Comparison.Some, []);
    }

    // The compiler compares enumerations as numbers.
    private static object? Converted(BinaryExpression compare, string column, RegisterDescriptor register, object? value)
    {
        var type = register.Field(column)!.Type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum && value is not null && compare.Type == typeof(bool) ? Enum.ToObject(type, value) : value;
    }

    private static string? Member(RegisterDescriptor register, ParameterExpression record, Expression side)
    {
        while (side is UnaryExpression { NodeType: ExpressionType.Convert } convert)
            side = convert.Operand;
        if (side is MemberExpression { Member.Name: "Value" or "HasValue", Expression: MemberExpression inner } && Nullable.GetUnderlyingType(inner.Type) is not null)
            side = inner;
        return side is MemberExpression { Member: PropertyInfo property } member && member.Expression == record
            && register.Field(RecordJson.Name(property.Name)) is { Scalar: true } field ? field.Name : null;
    }

    private static object? Evaluate(Expression value) => value is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(value, typeof(object))).Compile(preferInterpretation: true)();
}
