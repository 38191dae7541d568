using System.Net.Sockets;
using MongoDB.Driver;

namespace Exchange.Storage;

/// <summary>Which errors of the driver say that the server is away or did not confirm; all others are mistakes of ours.</summary>
internal static class MongoOutage
{
    /// <summary>Error codes of a server that stops, changes its primary, is overloaded or reached too few members.</summary>
    private static readonly HashSet<int> Codes =
    [
        6, // HostUnreachable
        7, // HostNotFound
        24, // LockTimeout
        43, // CursorNotFound: the server was restarted between two batches
        50, // MaxTimeMSExpired
        64, // WriteConcernTimeout
        89, // NetworkTimeout
        91, // ShutdownInProgress
        100, // UnsatisfiableWriteConcern
        112, // WriteConflict
        133, // FailedToSatisfyReadPreference
        134, // ReadConcernMajorityNotAvailableYet
        175, // QueryPlanKilled
        189, // PrimarySteppedDown
        202, // NetworkInterfaceExceededTimeLimit
        237, // CursorKilled
        262, // ExceededTimeLimit
        279, // ClientDisconnect
        290, // TransactionExceededLifetimeLimitSeconds
        9001, // SocketException
        10107, // NotWritablePrimary
        11600, // InterruptedAtShutdown
        11601, // Interrupted
        11602, // InterruptedDueToReplStateChange
        13388, // StaleConfig
        13435, // NotPrimaryNoSecondaryOk
        13436, // NotPrimaryOrSecondary
    ];

    public static bool Is(Exception e) =>
        e switch
        {
            MongoConnectionException or MongoConnectionPoolPausedException or MongoWaitQueueFullException => true,
            MongoNotPrimaryException or MongoNodeIsRecoveringException or MongoExecutionTimeoutException => true,
            MongoWriteConcernException or MongoCursorNotFoundException => true,
            MongoBulkWriteException bulk => bulk.WriteConcernError is not null || bulk.WriteErrors.Any(error => Codes.Contains(error.Code)),
            MongoWriteException write => write.WriteConcernError is not null || Codes.Contains(write.WriteError?.Code ?? 0),
            MongoCommandException command => Codes.Contains(command.Code) || command.HasErrorLabel("RetryableWriteError"),
            TimeoutException or SocketException or IOException => true,
            _ => false,
        };

    /// <summary>One line; what the driver says of a whole cluster stays in the inner exception.</summary>
    public static string Reason(Exception e) =>
        e is TimeoutException ? "no server was found in time." : e.GetBaseException().Message.Split('\n')[0];
}
