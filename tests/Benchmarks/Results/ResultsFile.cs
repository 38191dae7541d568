namespace Exchange.Tests.Benchmarks;

/// <summary>RESULTS.md: the machine, then a section for each measure. A run replaces the sections that it measured.</summary>
internal static class ResultsFile
{
    private const string Heading = "\n## ";

    public static async Task Put(FileInfo file, string machine, Section section)
    {
        file.Directory!.Create();
        var sections = file.Exists ? await Read(file.FullName) : [];
        sections[section.Title] = section.Markdown();
        var ordered = sections.OrderBy(s => Array.IndexOf(Benchmarks.Titles, s.Key)).Select(s => s.Value.TrimEnd());
        await File.WriteAllTextAsync(file.FullName, $"# Results\n\n{machine}\n{string.Join("\n\n", ordered)}\n");
        file.Refresh();
    }

    private static async Task<Dictionary<string, string>> Read(string file) =>
        (await File.ReadAllTextAsync(file))
            .Split(Heading)
            .Skip(1)
            .ToDictionary(text => text[..text.IndexOf('\n', StringComparison.Ordinal)], text => Heading.TrimStart() + text);
}
