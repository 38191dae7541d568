using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Exchange.Stack.Door;
using Npgsql;

if (args is not ["--port", var port, "--postgres", var postgres] || !ushort.TryParse(port, out var number))
{
    await Console.Error.WriteLineAsync("Usage: Exchange.Stack.Door --port PORT --postgres CONNECTION (it is started by infra/stack/up).");
    return 2;
}

// A statement that began runs to its end whatever becomes of the client, as on the real server; hence no command timeout.
var connections = new NpgsqlConnectionStringBuilder(postgres)
{
    MaxPoolSize = 150,
    MaxAutoPrepare = 50,
    AutoPrepareMinUsages = 2,
    CommandTimeout = 0,
    Timeout = 5,
    NoResetOnClose = true,
    WriteBufferSize = 64 * 1024,
    ReadBufferSize = 64 * 1024,
};
await using var database = new DatabaseBehind(NpgsqlDataSource.Create(connections));
using var commands = new Commands(database);

using var listener = new TcpListener(IPAddress.Loopback, number);
listener.Start(backlog: 512);
using var ended = new CancellationTokenSource();
using var onTerminate = PosixSignalRegistration.Create(
    PosixSignal.SIGTERM,
    signal =>
    {
        signal.Cancel = true;
        ended.Cancel();
    }
);
try
{
    while (true)
    {
        var client = await listener.AcceptSocketAsync(ended.Token);
        client.NoDelay = true;
        _ = new Client(client, commands).Serve();
    }
}
catch (OperationCanceledException)
{
    return 0;
}
