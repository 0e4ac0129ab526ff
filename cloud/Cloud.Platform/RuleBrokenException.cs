namespace Cloud.Platform;

/// <summary>A business rule forbids what was asked. Answered as 422 with the sentence as its detail.</summary>
/// <param name="sentence">For the user, Chinese, one sentence without a full stop.</param>
public sealed class RuleBrokenException(string sentence) : Exception(sentence);
