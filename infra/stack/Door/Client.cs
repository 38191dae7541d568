using System.Buffers;
using System.Net.Sockets;

namespace Exchange.Stack.Door;

/// <summary>One connection of a client: a request, its answer, the next.</summary>
internal sealed class Client(Socket socket, Commands commands)
{
    private readonly byte[] header = new byte[Message.HeaderLength];

    public async Task Serve()
    {
        await Task.Yield();
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            while (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false) == header.Length)
            {
                await ServeNext(stream);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The client went away.
        }
        // A mistake of the client or of ours, or the database is away: closing tells the driver that it cannot know.
        catch (Exception e)
        {
            var reason = e is InvalidDataException or DatabaseAwayException ? e.Message : e.ToString();
            await Console.Error.WriteLineAsync($"{TimeProvider.System.GetUtcNow():O} A connection is closed: {reason}");
        }
    }

    private async Task ServeNext(NetworkStream stream)
    {
        var length = Message.LengthOf(header);
        var message = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            header.CopyTo(message, 0);
            await stream.ReadExactlyAsync(message.AsMemory(header.Length, length - header.Length));
            var request = Message.Read(message, length);
            var answer = await commands.Run(request);
            if (request.WantsAnswer)
            {
                await stream.WriteAsync(Message.Answer(request, answer));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }
}
