using Exchange.Contracts;
using Exchange.CourtFeed;
using Exchange.Hosting;

return await ExchangeProcess.Run(args, Catalogue.Court, services => services.AddCourtFeed(), app => app.MapCourtFeed());
