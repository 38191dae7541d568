using System.Net;
using System.Net.Sockets;
using MongoDB.Driver;

namespace Exchange.Tests.Servers;

/// <summary>The wire between a service and its store or broker: it can lose the answers, and be cut and mended.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly (string Host, int Port) server;
    private readonly List<TcpClient> ends = [];
    private readonly Lock gate = new();
    private readonly Task accepting;
    private volatile bool cut;

    private Wire(string host, int port)
    {
        server = (host, port);
        listener.Start();
        accepting = Accept();
    }

    /// <summary>Answers of the server get lost from now on.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>What to give to who shall speak over the wire.</summary>
    public string ConnectionString { get; private set; } = "";

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>To a broker.</summary>
    public static Wire To(Uri address)
    {
        var wire = new Wire(address.Host, address.Port);
        wire.ConnectionString = new UriBuilder(address) { Host = "127.0.0.1", Port = wire.Port }.Uri.ToString();
        return wire;
    }

    /// <summary>To a store.</summary>
    public static Wire To(string connection)
    {
        var url = new MongoUrlBuilder(connection);
        var wire = new Wire(url.Server.Host, url.Server.Port);
        url.Server = new MongoServerAddress("127.0.0.1", wire.Port);
        url.DirectConnection = true;
        url.ServerSelectionTimeout = TimeSpan.FromMilliseconds(500);
        wire.ConnectionString = url.ToString();
        return wire;
    }

    public void Cut()
    {
        cut = true;
        lock (gate)
        {
            ends.ForEach(end => end.Dispose());
            ends.Clear();
        }
    }

    public void Mend() => (cut, LosesAnswers) = (false, false);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        await accepting;
        listener.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                if (cut)
                {
                    near.Dispose();
                    continue;
                }
                var far = new TcpClient();
                await far.ConnectAsync(server.Host, server.Port);
                lock (gate)
                {
                    ends.AddRange([near, far]);
                }
                _ = Carry(near, far, () => false);
                _ = Carry(far, near, () => LosesAnswers);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The wire is taken down.
        }
    }

    private static async Task Carry(TcpClient from, TcpClient to, Func<bool> loses)
    {
        try
        {
            var some = new byte[64 * 1024];
            int read;
            while ((read = await from.GetStream().ReadAsync(some)) > 0)
            {
                if (!loses())
                {
                    await to.GetStream().WriteAsync(some.AsMemory(0, read));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        to.Dispose();
        from.Dispose();
    }
}
