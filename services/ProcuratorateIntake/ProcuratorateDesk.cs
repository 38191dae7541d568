using Exchange.Access;
using Exchange.Desks;
using MudBlazor;

namespace Exchange.ProcuratorateIntake;

/// <summary>The procuratorate's pages at the desk (检察院工作台).</summary>
internal static class ProcuratorateDesk
{
    private static readonly string[] Readers = [Roles.Procurator, Roles.ChiefProcurator, Roles.Auditor];
    private const string At = "/desk/procuratorate/";

    public static DeskPages Pages { get; } =
        new(
            typeof(ProcuratorateDesk).Assembly,
            new Text("检察院", "Procuratorate"),
            [
                new MenuItem(new Text("线索", "Leads"), At + "leads", Icons.Material.Filled.Search, Readers)
                {
                    Todo = new Todo(
                        "/procuratorate/v1/leads?state=new,reviewing&sort=priority",
                        new Text("审查线索，决定是否监督", "Look at them and decide what comes of them")
                    ),
                },
                new MenuItem(new Text("检察建议", "Opinions"), At + "opinions", Icons.Material.Filled.Description, Readers)
                {
                    Todo = new Todo(
                        "/procuratorate/v1/opinions?state=proposed,decided,answered,wrong,awaitingCorrection",
                        new Text("审批、发出、审查回复、跟进整改", "Decide, issue, judge the answer, follow the correction")
                    ),
                },
                new MenuItem(new Text("线索移送与立案监督", "Referrals"), At + "transfers", Icons.Material.Filled.LocalPolice, Readers)
                {
                    Todo = new Todo(
                        "/procuratorate/v1/transfers?state=proposed,returned,declined,reasonsGiven",
                        new Text("审批移送，监督立案", "Decide them, and see that they are filed")
                    ),
                },
                new MenuItem(new Text("虚假诉讼通报", "False litigation"), At + "alerts", Icons.Material.Filled.Report, Readers)
                {
                    Todo = new Todo(
                        "/procuratorate/v1/alerts?state=received,verifying",
                        new Text("核查并答复法院", "Verify, and answer the court")
                    ),
                },
                new MenuItem(new Text("监督申请", "Petitions"), At + "petitions", Icons.Material.Filled.RecordVoiceOver, Readers)
                {
                    Todo = new Todo(
                        "/procuratorate/v1/petitions?state=received,accepted",
                        new Text("受理并告知结果", "Accept them, and tell the result")
                    ),
                },
                new MenuItem(new Text("信用修复监督", "Repairs"), At + "repairs", Icons.Material.Filled.Healing, Readers)
                {
                    Todo = new Todo(
                        "/procuratorate/v1/repairs?state=proposed,refused",
                        new Text("支持或者不支持信用修复提请", "Support what the credit desk asks for, or decline")
                    ),
                },
                new MenuItem(
                    new Text("车辆协查", "Cars to be found"),
                    At + "vehicle-requests",
                    Icons.Material.Filled.DirectionsCar,
                    Readers
                ),
                new MenuItem(new Text("案件台账", "Cases"), At + "registry", Icons.Material.Filled.Folder, Readers),
                new MenuItem(
                    new Text("终本满三年案件", "Ended over three years ago"),
                    At + "cases",
                    Icons.Material.Filled.HourglassBottom,
                    Readers
                ),
                new MenuItem(new Text("外部数据", "Feeds"), At + "feeds", Icons.Material.Filled.Input, Readers),
                new MenuItem(new Text("监督模型", "Models"), At + "models", Icons.Material.Filled.Tune, Readers),
                new MenuItem(new Text("专项监督", "Campaigns"), At + "campaigns", Icons.Material.Filled.Campaign, Readers),
                new MenuItem(new Text("监督成效", "The funnel"), At + "statistics", Icons.Material.Filled.BarChart, Readers),
            ]
        );
}
