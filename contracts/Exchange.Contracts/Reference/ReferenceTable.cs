namespace Exchange.Contracts;

/// <summary>The tables of facts that travel with the assembly (Reference/Data, with their sources in its README).</summary>
internal static class ReferenceTable
{
    /// <summary>The rows of a table below its header, as cells; no cell of these tables has a comma or a quote in it.</summary>
    public static IEnumerable<string[]> Rows(string file)
    {
        using var stream =
            typeof(ReferenceTable).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The reference table {file} is not in the assembly.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',');
    }
}
