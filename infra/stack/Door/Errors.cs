using MongoDB.Bson;

namespace Exchange.Stack.Door;

/// <summary>The database's error states as MongoDB's error codes.</summary>
internal static class Errors
{
    public const int WriteConflict = 112;

    private const int Unknown = 8;

    /// <summary>Those that clients act upon; the extension numbers its own (M....), the others are PostgreSQL's.</summary>
    private static readonly Dictionary<string, (int Code, string Name)> Known = new(StringComparer.Ordinal)
    {
        ["M0000"] = (1, "InternalError"),
        ["M0001"] = (2, "BadValue"),
        ["M0003"] = (9, "FailedToParse"),
        ["M0004"] = (14, "TypeMismatch"),
        ["M0005"] = (15, "Overflow"),
        ["M0006"] = (20, "IllegalOperation"),
        ["M0008"] = (26, "NamespaceNotFound"),
        ["M0009"] = (27, "IndexNotFound"),
        ["M000A"] = (28, "PathNotViable"),
        ["M000D"] = (40, "ConflictingUpdateOperators"),
        ["M000E"] = (43, "CursorNotFound"),
        ["M000F"] = (48, "NamespaceExists"),
        ["M000G"] = (52, "DollarPrefixedFieldName"),
        ["M000J"] = (56, "EmptyFieldName"),
        ["M000M"] = (66, "ImmutableField"),
        ["M000N"] = (67, "CannotCreateIndex"),
        ["M000O"] = (68, "IndexAlreadyExists"),
        ["M000P"] = (72, "InvalidOptions"),
        ["M000Q"] = (73, "InvalidNamespace"),
        ["M000R"] = (85, "IndexOptionsConflict"),
        ["M000S"] = (86, "IndexKeySpecsConflict"),
        ["M000U"] = (115, "CommandNotSupported"),
        ["M0012"] = (197, "InvalidIndexSpecificationOption"),
        ["M0015"] = (241, "ConversionFailure"),
        ["M001B"] = (10334, "BsonObjectTooLarge"),
        ["M001C"] = (11000, "DuplicateKey"),
        ["M003A"] = (17419, "Location17419"),
        ["M007U"] = (40324, "Location40324"),
        ["M0088"] = (40415, "Location40415"),
        ["M00CO"] = (121, "DocumentFailedValidation"),
        ["M00EW"] = (24, "LockTimeout"),
        ["M00EX"] = (50, "MaxTimeMSExpired"),
        ["M00EY"] = (59, "CommandNotFound"),
        ["M00F1"] = (WriteConflict, "WriteConflict"),
        ["23505"] = (11000, "DuplicateKey"),
        ["23P01"] = (11000, "DuplicateKey"),
        ["40001"] = (WriteConflict, "WriteConflict"),
        ["40P01"] = (WriteConflict, "WriteConflict"),
        ["53100"] = (14031, "OutOfDiskSpace"),
        ["53200"] = (146, "ExceededMemoryLimit"),
        ["55P03"] = (24, "LockTimeout"),
        ["57014"] = (11601, "Interrupted"),
    };

    /// <summary>Serialisation failures, deadlocks, and two who make the same collection at once (23505 and 42P07 of the catalogue).</summary>
    public static bool RolledBack(string state) => state is "40001" or "40P01" or "23505" or "42P07";

    /// <summary>Connection errors (08...), no more connections, and a server that stops, starts or crashed (57P0.).</summary>
    public static bool Away(string state) =>
        state is "53300" || state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal);

    public static byte[] Answer(string state, string message)
    {
        var (code, name) = Of(state);
        return Answer(code, name, code == Unknown ? $"{message} (SQLSTATE {state})" : message);
    }

    public static byte[] Answer(int code, string name, string message) =>
        new BsonDocument
        {
            { "ok", 0.0 },
            { "errmsg", message },
            { "code", code },
            { "codeName", name },
        }.ToBson();

    /// <summary>Within the result of a bulk the codes are states packed into a number, six bits a character.</summary>
    public static void Translate(BsonDocument error)
    {
        if (error["code"].IsInt32)
        {
            error["code"] = Of(Unpacked(error["code"].AsInt32)).Code;
        }
    }

    private static (int Code, string Name) Of(string state) => Known.GetValueOrDefault(state, (Unknown, "UnknownError"));

    private static string Unpacked(int packed) =>
        string.Create(
            5,
            packed,
            (state, code) =>
            {
                for (var i = 0; i < state.Length; i++)
                {
                    state[i] = (char)('0' + ((code >> (6 * i)) & 0x3F));
                }
            }
        );
}
