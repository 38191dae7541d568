using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Exchange.TopologyCommands;

/// <summary>The password of each service's user: from a folder of files, else from the environment.</summary>
internal sealed class Passwords(IConfiguration environment, string? folder, bool generate)
{
    public string Of(string service)
    {
        if (folder is null)
        {
            return environment[$"Broker:Passwords:{service}"] is { Length: > 0 } given
                ? given
                : throw new PasswordException($"No password for {service}: give --passwords, or set Broker__Passwords__{service}.");
        }
        var file = Path.Combine(folder, service);
        try
        {
            if (!File.Exists(file) && generate)
            {
                Directory.CreateDirectory(folder);
                Write(file, RandomNumberGenerator.GetHexString(40, lowercase: true));
            }
            return File.ReadAllText(file).Trim() is { Length: > 0 } found ? found : throw new PasswordException($"{file} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PasswordException($"No password for {service}: {e.Message} (--generate makes the missing ones)");
        }
    }

    private static void Write(string file, string password)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(password);
    }
}

/// <summary>A line for the operator: which password is missing.</summary>
internal sealed class PasswordException(string message) : Exception(message);
