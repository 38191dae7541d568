using Exchange.Contracts;
using Exchange.CourtFeed;
using Exchange.Desks;
using Exchange.Hosting;

return await ExchangeProcess.Run(
    args,
    Catalogue.Court,
    builder =>
    {
        builder.Services.AddCourtFeed();
        builder.AddDesk(Catalogue.Court);
    },
    app =>
    {
        app.MapCourtFeed();
        app.MapDesk();
    }
);
