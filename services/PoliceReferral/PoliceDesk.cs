using Exchange.Access;
using Exchange.Desks;
using MudBlazor;

namespace Exchange.PoliceReferral;

/// <summary>The police's pages at the desk (公安工作台).</summary>
internal static class PoliceDesk
{
    private static readonly string[] Readers = [Roles.PoliceOfficer, Roles.Auditor];

    public static DeskPages Pages { get; } =
        new(
            typeof(PoliceDesk).Assembly,
            new Text("公安", "Police"),
            [
                new MenuItem(new Text("移送线索", "Referrals"), "/desk/police/referrals", Icons.Material.Filled.LocalPolice, Readers)
                {
                    Todo = new Todo(
                        "/police/v1/referrals?state=received,acknowledged,reasonsRequested,filingDirected",
                        new Text("出具受案回执，按期决定是否立案", "Give a receipt, then decide in time")
                    ),
                },
                new MenuItem(
                    new Text("车辆协查", "Cars to find"),
                    "/desk/police/vehicle-searches",
                    Icons.Material.Filled.DirectionsCar,
                    Readers
                )
                {
                    Todo = new Todo(
                        "/police/v1/vehicle-searches?state=received,searching",
                        new Text("查找、扣押车辆并反馈", "Find and impound them, and say so")
                    ),
                },
            ]
        );
}
