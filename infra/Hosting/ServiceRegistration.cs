using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Hosting;

public static class ServiceRegistration
{
    /// <summary>A service of this process: its name, its failures.</summary>
    public static IServiceCollection AddService(this IServiceCollection services, string name, string prefix)
    {
        services.AddSingleton(new ServiceName(name, prefix));
        var failures = Failures.CollectionOf(name);
        services.AddSingleton(p => new KnownCollection(name, failures.Shape, p.GetRequiredService<IStores>().Of(name)));
        return services;
    }
}
