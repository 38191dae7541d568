using System.Text;

namespace Exchange.Tests.Benchmarks;

/// <summary>One measure's part of the results.</summary>
/// <param name="Title">The heading, by which a later run replaces it.</param>
/// <param name="Run">How much was measured.</param>
internal sealed record Section(string Title, string Run, IReadOnlyList<Table> Tables, IReadOnlyList<string> Remarks)
{
    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append("## ").AppendLine(Title).AppendLine().AppendLine(Run);
        foreach (var table in Tables)
        {
            text.AppendLine().Append(table.Markdown());
        }
        if (Remarks.Count > 0)
        {
            text.AppendLine();
            Remarks.ToList().ForEach(remark => text.Append("- ").AppendLine(remark));
        }
        return text.ToString();
    }
}

/// <param name="Header">The first column is left-aligned text, the others numbers.</param>
internal sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string Markdown()
    {
        var rule = Header.Select((_, column) => column == 0 ? "---" : "---:");
        IReadOnlyList<IReadOnlyList<string>> lines = [Header, [.. rule], .. Rows];
        return string.Concat(lines.Select(row => $"| {string.Join(" | ", row)} |\n"));
    }
}
