using Exchange.CourtFeed;
using Exchange.Hosting;

var builder = ExchangeService.Create(args, CourtFeedModule.Name);
builder.Services.AddCourtFeed();

var app = builder.Build();
app.UseExchange();
app.MapCourtFeed();
app.Run();
