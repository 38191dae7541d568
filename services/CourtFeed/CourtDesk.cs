using Exchange.Access;
using Exchange.Desks;
using MudBlazor;

namespace Exchange.CourtFeed;

/// <summary>The court's pages at the desk (法院工作台).</summary>
internal static class CourtDesk
{
    private static readonly string[] Readers = [Roles.CourtSystem, Roles.CourtClerk, Roles.Auditor];

    public static DeskPages Pages { get; } =
        new(
            typeof(CourtDesk).Assembly,
            new Text("法院", "Court"),
            [
                new MenuItem(
                    new Text("检察建议", "Opinions received"),
                    "/desk/court/opinions",
                    Icons.Material.Filled.MarkEmailUnread,
                    Readers
                )
                {
                    Todo = new Todo(
                        "/court/v1/opinions?state=issued,received",
                        new Text("签收后在期限内回复", "Sign for them, then answer in time")
                    ),
                },
                new MenuItem(new Text("季度报送", "Quarterly files"), "/desk/court/imports", Icons.Material.Filled.UploadFile, Readers),
                new MenuItem(new Text("执行案件", "Cases"), "/desk/court/cases", Icons.Material.Filled.Gavel, Readers),
                new MenuItem(
                    new Text("拒执线索移送", "Transfers to the police"),
                    "/desk/court/transfers",
                    Icons.Material.Filled.LocalPolice,
                    Readers
                ),
                new MenuItem(
                    new Text("虚假诉讼通报", "False litigation reported"),
                    "/desk/court/alerts",
                    Icons.Material.Filled.Campaign,
                    Readers
                ),
                new MenuItem(new Text("查封期限", "Seizures"), "/desk/court/seizures", Icons.Material.Filled.Lock, Readers)
                {
                    Todo = new Todo("/court/v1/seizures?state=expiring", new Text("到期前续封", "Renew them before they lapse")),
                },
                new MenuItem(
                    new Text("车辆移交", "Cars to collect"),
                    "/desk/court/vehicle-pickups",
                    Icons.Material.Filled.DirectionsCar,
                    Readers
                )
                {
                    Todo = new Todo(
                        "/court/v1/vehicle-pickups?state=toCollect",
                        new Text("接收公安扣押的车辆", "Collect what the police impounded")
                    ),
                },
            ]
        );
}
