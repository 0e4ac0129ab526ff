namespace Cloud.Storage.Records;

/// <summary>A JSON value as a parameter of a column of type <c>JSON</c>.</summary>
/// <param name="Text">The JSON.</param>
public readonly record struct JsonText(string Text);
