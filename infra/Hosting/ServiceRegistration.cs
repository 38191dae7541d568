using Exchange.Acts;
using Exchange.Messaging;
using Exchange.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Exchange.Hosting;

public static class ServiceRegistration
{
    /// <summary>A service of this process: its name, its failures, its calendar, its reconciliations.</summary>
    public static IServiceCollection AddService(this IServiceCollection services, string name, string prefix)
    {
        services.AddSingleton(new ServiceName(name, prefix));
        services.AddSingleton(p => Failures.Of(p.GetRequiredService<IStores>(), name));
        services.AddSingleton<IReconcile>(p => ActivatorUtilities.CreateInstance<HeardAgain>(p, name));
        CollectionShape[] shapes =
        [
            Failures.CollectionOf(name).Shape,
            CalendarNotices.CollectionOf(name).Shape,
            CalendarNotices.MovedOf(name).Shape,
            Reconciliations.CollectionOf(name).Shape,
            Reconciliations.AnswersOf(name).Shape,
            HeardWord.CollectionOf(name).Shape,
        ];
        foreach (var shape in shapes)
        {
            services.AddSingleton(p => new KnownCollection(name, shape, p.GetRequiredService<IStores>().Of(name)));
        }
        return services;
    }
}
