using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Exchange.Contracts;
using Exchange.Contracts.Procuratorate;
using Exchange.Messaging;
using Exchange.Tests.Servers;
using Shouldly;
using Xunit;

namespace Exchange.Tests.Integration.Messaging;

/// <summary>amqps with a certificate of one's own authority: trusted when it is named, and nobody else is.</summary>
public sealed class EncryptionTests
{
    [Fact]
    public async Task Messages_travel_encrypted_under_an_authority_of_ones_own()
    {
        await using var broker = await VirtualHost.WithTopology();
        using var authority = Authority();
        await using var door = new EncryptedDoor(Issue(authority), broker.Administrator.Address);
        var ear = new Ear<AlertAnswered>();
        await using var court = await Station.OnBroker(
            Through(door, broker.Of(Catalogue.Court), authority),
            Catalogue.Court,
            s => ear.In(s, Catalogue.Court)
        );
        await using var procuratorate = await Station.OnBroker(
            Through(door, broker.Of(Catalogue.Procuratorate), authority),
            Catalogue.Procuratorate
        );
        await procuratorate.Publish(Said.Answer("m1"));
        await Eventually.Holds(() => ear.Heard.Count == 1, court.Log.ToString);
    }

    [Fact]
    public async Task A_broker_that_another_authority_vouches_for_hears_nothing()
    {
        await using var broker = await VirtualHost.WithTopology();
        using var authority = Authority();
        using var stranger = Authority();
        await using var door = new EncryptedDoor(Issue(stranger), broker.Administrator.Address);
        var settings = Through(door, broker.Of(Catalogue.Court), authority);
        await using var court = await Station.OnBroker(settings, Catalogue.Court);
        await Eventually.Holds(() => court.Log.Of("certificate").Count > 0, court.Log.ToString);
        court.Bus.Obstacle!.Code.ShouldBe("broker");
    }

    private static BrokerSettings Through(EncryptedDoor door, BrokerSettings plain, X509Certificate2 authority) =>
        plain with
        {
            Address = new Uri($"amqps://localhost:{door.Port}{plain.Address.AbsolutePath}"),
            CertificateAuthority = X509CertificateLoader.LoadCertificate(authority.Export(X509ContentType.Cert)),
        };

    private static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(
            authority,
            new DateTimeOffset(authority.NotBefore),
            new DateTimeOffset(authority.NotAfter),
            [1, 2, 3, 4]
        );
        return X509CertificateLoader.LoadPkcs12(issued.CopyWithPrivateKey(key).Export(X509ContentType.Pfx), null);
    }

    /// <summary>Takes the encryption off and passes on to the broker, which has none here.</summary>
    private sealed class EncryptedDoor : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource closed = new();
        private readonly X509Certificate2 certificate;
        private readonly Uri broker;
        private readonly Task serving;

        public EncryptedDoor(X509Certificate2 certificate, Uri broker)
        {
            (this.certificate, this.broker) = (certificate, broker);
            listener.Start();
            serving = Serve();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            await closed.CancelAsync();
            listener.Dispose();
            await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            closed.Dispose();
            certificate.Dispose();
        }

        private async Task Serve()
        {
            while (true)
            {
                var guest = await listener.AcceptTcpClientAsync(closed.Token);
                _ = Pass(guest);
            }
        }

        private async Task Pass(TcpClient guest)
        {
            try
            {
                using (guest)
                using (var inside = new TcpClient())
                {
                    await using var outside = new SslStream(guest.GetStream());
                    await outside.AuthenticateAsServerAsync(certificate);
                    await inside.ConnectAsync(broker.Host, broker.Port, closed.Token);
                    var stream = inside.GetStream();
                    await Task.WhenAny(outside.CopyToAsync(stream, closed.Token), stream.CopyToAsync(outside, closed.Token));
                }
            }
            catch (Exception e)
                when (e
                        is IOException
                            or SocketException
                            or OperationCanceledException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The guest has gone, or does not trust us.
            }
        }
    }
}
