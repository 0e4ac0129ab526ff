using Vision.Networks;
using Vision.Training;

namespace Vision.Tests.Export;

public sealed class NetworkPlanSpecs
{
    [Fact]
    public void the_plan_survives_its_json()
    {
        var read = NetworkPlan.Parse(A.TinyPlan.ToJson());

        Assert.Equal(A.TinyPlan.ToJson(), read.ToJson());
        Assert.Null(read.Fault());
    }

    [Fact]
    public void the_shipped_recipe_is_within_the_budget_of_the_issue()
    {
        var recipe = Recipe.Read(Path.Combine(AppContext.BaseDirectory, "recipe.json"));

        var plan = DetectorNetwork.Plan(recipe.Network, LabelMap.SiteSafety.Count);

        Assert.InRange(plan.Parameters, 900_000, 2_000_000);
        Assert.Equal([8, 16, 32], plan.Heads.Select(head => head.Stride));
    }

    [Fact]
    public void multiply_adds_grow_with_the_picture()
    {
        Assert.Equal(4 * A.TinyPlan.MultiplyAdds(320, 320), A.TinyPlan.MultiplyAdds(640, 640));
    }

    [Theory]
    [InlineData("no json at all", "readable")]
    [InlineData("{}", "lacks")]
    [InlineData("""{"name":"x","classes":7,"nodes":[],"heads":[]}""", "no head")]
    [InlineData("""{"name":"x","classes":7,"nodes":[{"name":"a","kind":"Convolution","inputs":["b"],"in":3,"out":8,"kernel":3}],"heads":[]}""", "reads b")]
    [InlineData("""{"name":"x","classes":7,"nodes":[{"name":"a","kind":"Convolution","inputs":["image"],"in":4,"out":8,"kernel":3}],"heads":[]}""", "takes 4 channels")]
    [InlineData("""{"name":"x","classes":7,"nodes":[{"name":"a","kind":"Convolution","inputs":["image"],"in":3,"out":8,"kernel":5}],"heads":[]}""", "kernel 5")]
    public void a_plan_that_cannot_be_built_is_refused_with_the_reason(string json, string reason)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => NetworkPlan.Parse(json));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
