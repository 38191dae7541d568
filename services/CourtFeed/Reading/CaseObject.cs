using System.Collections.Frozen;
using System.Text.Json;
using Exchange.Contracts;
using Exchange.Contracts.Court;
using Exchange.CourtFeed.Cases;
using Exchange.Sheets;

namespace Exchange.CourtFeed.Reading;

/// <summary>A case in a JSON object, where every part of a list carries its own values.</summary>
internal sealed class CaseObject : CaseSource
{
    private static readonly FrozenSet<string> PartsOfLists = new[]
    {
        CaseColumns.ApplicantIds,
        CaseColumns.RespondentIds,
        CaseColumns.RestrictedOn,
        CaseColumns.RestrictionLiftedOn,
        CaseColumns.ListedOn,
        CaseColumns.ListingEndsOn,
        CaseColumns.DelistedOn,
        CaseColumns.FoundOn,
        CaseColumns.Obstacles,
        CaseColumns.SealedOn,
        CaseColumns.ImpoundedOn,
    }
        .Select(column => column.JsonName)
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, CaseColumn> ColumnOf = CaseColumns
        .All.Where(column => !PartsOfLists.Contains(column.JsonName))
        .ToFrozenDictionary(column => column.JsonName, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Ending> Endings = Enum.GetValues<Ending>()
        .ToFrozenDictionary(ending => JsonNamingPolicy.CamelCase.ConvertName(ending.ToString()), StringComparer.Ordinal);

    private static readonly string[] ApplicantNames = ["name", "id"];

    private static readonly string[] RespondentNames =
    [
        "name",
        "id",
        "restrictedOn",
        "restrictionLiftedOn",
        "listedOn",
        "listingEndsOn",
        "delistedOn",
    ];

    private static readonly string[] AssetNames = ["kind", "amount", "foundOn", "obstacle"];
    private static readonly string[] VehicleNames = ["plate", "sealedOn", "impoundedOn"];

    /// <summary>By the index of their columns; undefined when absent.</summary>
    private readonly JsonElement[] values = new JsonElement[CaseColumns.All.Count];

    public CaseObject(JsonElement record, RowProblems problems, DateOnly receivedOn)
        : base(problems, receivedOn)
    {
        foreach (var property in record.EnumerateObject())
        {
            if (ColumnOf.TryGetValue(property.Name, out var column))
                values[column.Index] = property.Value;
            else
                WarnUnknown(property.Name);
        }
    }

    /// <summary>A record lists its parts, or says nothing of them.</summary>
    public override PartsOfKnown? OfKnown => null;

    public override string PlaceOf(CaseColumn column) => column.JsonName;

    protected override string? Read(CaseColumn column) => Scalar(values[column.Index], column.JsonName, column.Kind);

    protected override bool TryEnding(string word, out Ending ending) =>
        Endings.TryGetValue(word, out ending) || CaseColumns.Endings.TryGetValue(word, out ending);

    public override IReadOnlyList<Applicant> Applicants() =>
        People(
            CaseColumns.Applicants,
            ApplicantNames,
            (person, place) => new Applicant { Name = Name(person, place), Id = Id(person, place) }
        );

    public override IReadOnlyList<Respondent> Respondents() =>
        People(
            CaseColumns.Respondents,
            RespondentNames,
            (person, place) =>
            {
                if (!person.TryGetProperty("id", out _))
                    Problems.Reject(
                        $"{place}.id",
                        RowCodes.Required,
                        "必填项缺失，没有证件号时写 null (required; null when there is none)"
                    );
                return new Respondent
                {
                    Name = Name(person, place),
                    Id = Id(person, place),
                    RestrictedOn = Day(person, place, CaseColumns.RestrictedOn),
                    RestrictionLiftedOn = Day(person, place, CaseColumns.RestrictionLiftedOn),
                    ListedOn = Day(person, place, CaseColumns.ListedOn),
                    ListingEndsOn = Day(person, place, CaseColumns.ListingEndsOn),
                    DelistedOn = Day(person, place, CaseColumns.DelistedOn),
                };
            }
        );

    public override Field<IReadOnlyList<string>> Words(CaseColumn column)
    {
        var words = new List<string>();
        var array = Array(column);
        if (!array.Has(out var items))
            return array.Select(IReadOnlyList<string> (_) => words);
        for (var at = 0; at < items.Count; at++)
        {
            var place = $"{column.JsonName}[{at}]";
            if (items[at].ValueKind != JsonValueKind.String)
                Problems.Reject(place, RowCodes.Json, $"应为文本 (text is expected, not {items[at].ValueKind})", items[at].GetRawText());
            else if (CellText.Compact(items[at].GetString()!) is { Length: > 0 } word && !Cells.IsTooLong(word, place))
                words.Add(word);
        }
        words = words.Distinct().ToList();
        return words.Count == 0 ? Field<IReadOnlyList<string>>.None : words;
    }

    public override Field<IReadOnlyList<Asset>> Assets() =>
        Parts(
            CaseColumns.Assets,
            AssetNames,
            (asset, place) =>
                new Asset
                {
                    Kind = CellText.Compact(Text(asset, place, "kind")),
                    Amount = Cells.Amount(Scalar(Property(asset, "amount"), $"{place}.amount", CellKind.Amount), $"{place}.amount"),
                    FoundOn = Day(asset, place, CaseColumns.FoundOn),
                    Obstacle = CellReader.Text(Scalar(Property(asset, "obstacle"), $"{place}.obstacle", CellKind.Text)),
                }
        );

    public override Field<IReadOnlyList<Vehicle>> Vehicles() =>
        Parts(
            CaseColumns.Plates,
            VehicleNames,
            (vehicle, place) =>
                new Vehicle
                {
                    Plate = CellReader.Text(
                        Scalar(Property(vehicle, "plate"), $"{place}.plate", CellKind.Text) is { } plate ? AssetCells.Plate(plate) : null
                    ),
                    SealedOn = Day(vehicle, place, CaseColumns.SealedOn),
                    ImpoundedOn = Day(vehicle, place, CaseColumns.ImpoundedOn),
                }
        );

    private IReadOnlyList<T> People<T>(CaseColumn column, string[] properties, Func<JsonElement, string, T> read)
    {
        var before = Problems.Found.Count;
        var people = Parts(column, properties, read);
        if (!people.HasValue && Problems.Found.Count == before)
            Missing(column.JsonName);
        return people.Or([]);
    }

    /// <summary>The objects of an array; an empty array says that there are none.</summary>
    private Field<IReadOnlyList<T>> Parts<T>(CaseColumn column, string[] properties, Func<JsonElement, string, T> read)
    {
        var parts = new List<T>();
        var array = Array(column);
        if (!array.Has(out var items))
            return array.Select(IReadOnlyList<T> (_) => parts);
        for (var at = 0; at < items.Count; at++)
        {
            var place = $"{column.JsonName}[{at}]";
            if (items[at].ValueKind != JsonValueKind.Object)
            {
                Problems.Reject(
                    place,
                    RowCodes.Json,
                    $"应为对象 (an object is expected, not {items[at].ValueKind})",
                    items[at].GetRawText()
                );
                continue;
            }
            foreach (var property in items[at].EnumerateObject().Where(property => !properties.Contains(property.Name)))
                WarnUnknown($"{place}.{property.Name}");
            parts.Add(read(items[at], place));
        }
        return parts.Count == 0 ? Field<IReadOnlyList<T>>.None : parts;
    }

    private Field<List<JsonElement>> Array(CaseColumn column)
    {
        var (name, value) = (column.JsonName, values[column.Index]);
        if (value.ValueKind == JsonValueKind.Undefined)
            return Field<List<JsonElement>>.Unknown;
        if (value.ValueKind == JsonValueKind.Null)
            return Field<List<JsonElement>>.None;
        if (value.ValueKind != JsonValueKind.Array)
            Problems.Reject(name, RowCodes.Json, $"应为数组 (an array is expected, not {value.ValueKind})", value.GetRawText());
        else if (!Cells.IsTooMany(value.GetArrayLength(), name))
            return value.GetArrayLength() == 0 ? Field<List<JsonElement>>.None : value.EnumerateArray().ToList();
        return Field<List<JsonElement>>.Unknown;
    }

    private string Name(JsonElement person, string place) => CellText.Name(Text(person, place, "name"));

    private string Text(JsonElement part, string place, string name)
    {
        var before = Problems.Found.Count;
        var text = Scalar(Property(part, name), $"{place}.{name}", CellKind.Text);
        if (string.IsNullOrEmpty(text) && Problems.Found.Count == before)
            Missing($"{place}.{name}");
        return text ?? "";
    }

    private Field<PartyNumber> Id(JsonElement person, string place) =>
        Cells.Id(Scalar(Property(person, "id"), $"{place}.id", CellKind.Text), $"{place}.id");

    private Field<DateOnly> Day(JsonElement part, string place, CaseColumn column)
    {
        var at = $"{place}.{column.JsonName}";
        return Cells.Date(Scalar(Property(part, column.JsonName), at, CellKind.Date), at, column.MayLieAhead);
    }

    private static JsonElement Property(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The value as a cell would have it: null when absent or of the wrong type, empty for null.</summary>
    private string? Scalar(JsonElement value, string place, CellKind kind)
    {
        switch (value.ValueKind, kind)
        {
            case (JsonValueKind.Undefined, _):
                return null;
            case (JsonValueKind.Null, _):
                return "";
            case (JsonValueKind.String, _):
                var text = CellText.Trim(value.GetString());
                return Cells.IsTooLong(text, place) ? null : text;
            case (JsonValueKind.Number, CellKind.Amount or CellKind.Count):
                return value.TryGetDecimal(out var number)
                    ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    : value.GetRawText();
            case (JsonValueKind.True, CellKind.YesNo):
                return "是";
            case (JsonValueKind.False, CellKind.YesNo):
                return "否";
            default:
                var code = kind switch
                {
                    CellKind.Date => RowCodes.Date,
                    CellKind.Amount => RowCodes.Amount,
                    CellKind.Count => RowCodes.Number,
                    CellKind.YesNo => RowCodes.Value,
                    _ => RowCodes.Json,
                };
                Problems.Reject(
                    place,
                    code,
                    $"JSON 类型不符 (a value of this type is not expected here: {value.ValueKind})",
                    value.GetRawText()
                );
                return null;
        }
    }

    private void WarnUnknown(string place) => Problems.Warn(place, RowCodes.UnknownColumn, "未知属性，已忽略 (unknown property, ignored)");
}
