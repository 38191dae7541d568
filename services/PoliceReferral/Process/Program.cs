using Exchange.Hosting;
using Exchange.PoliceReferral;

var builder = ExchangeService.Create(args, PoliceReferralModule.Name);
builder.Services.AddPoliceReferral();

var app = builder.Build();
app.UseExchange();
app.MapPoliceReferral();
app.Run();
