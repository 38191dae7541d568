using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Exchange.Access;
using Exchange.Contracts;

namespace Exchange.Desks;

/// <summary>What the words of the doors are called at the desk. In English they speak for themselves once they are taken apart.</summary>
public static partial class Words
{
    private static readonly Dictionary<string, string> States = Read(
        """
        accepted 已受理
        acknowledged 已受案
        acted 已采取监督措施
        active 启用
        answered 已回复
        awaiting 等待登记
        awaitingCorrection 待整改
        ahead 未到
        closed 已办结
        completed 已完成
        due 本期应查
        missed 未按期查控
        correctionNoticed 已发纠正违法通知书
        courtAsked 已提示法院
        decided 已决定
        declined 不予立案
        declineAccepted 不立案理由成立
        dismissed 不予支持
        done 已办结
        draft 起草
        dropped 已撤案
        dropAccepted 撤案成立
        escalated 已提请上级
        expiring 即将到期
        failed 失败
        filed 已立案
        filingDirected 已通知立案
        found 逾期未解除
        held 有效
        impounded 已扣押，待法院接收
        issued 已发出
        lapsed 已失效
        lifted 已解除
        new 新线索
        notAccepted 不予受理
        notFalse 不构成虚假诉讼
        off 停用
        objected 已提出异议
        opinion 检察建议
        proposed 呈批中
        reasonsGiven 已说明理由
        reasonsRequested 要求说明理由
        recalled 已撤回
        received 已收到
        referred 已移送公安机关
        refused 不予采纳
        released 已解除
        requested 待公安回执
        restored 已修复
        retired 停用
        retracted 已撤回通知
        retrialDelivered 再审检察建议已送达
        retrialSuggested 拟提再审检察建议
        returned 退回补充
        reviewing 审查中
        running 进行中
        searched 公安查找中
        searching 查找中
        sending 发送中
        sent 已送达
        staysLawful 不予解除，理由成立
        superseded 已被替代
        supplementAsked 要求补充
        suspended 中止审查
        toCollect 待接收
        transferred 已移送
        trial 试运行
        underOpinion 检察建议办理中
        verifying 调查核实
        watching 期限内
        withHigher 已报上级
        withdrawn 已撤回
        writtenOff 已核销
        wrong 回复不当
        endedForNow 终结本次执行程序
        performed 执行完毕
        terminated 终结执行
        cancelled 销案
        notEnforced 不予执行
        """
    );

    private static readonly Dictionary<string, string> Acts = Read(
        """
        accept 受理
        alertAnswered 检察院已答复
        answerJudged 回复已审查
        caseChanged 案件信息更新
        criminalCaseDeclined 不予立案
        criminalCaseFiled 已立案
        criminalLeadTransferred 移送线索
        criminalOutcomeReported 办理结果
        extended 已延期
        leadAcknowledged 已受案
        leadCompleted 已补充材料
        leadReturned 退回补充
        performanceAfterReferral 移送后履行
        filingReasonsRequested 要求说明不立案理由
        filingReasonsGiven 已说明不立案理由
        filingDirected 通知立案
        told 通知
        accept-answer 认可回复
        accept-drop 认可撤案
        accept-reasons 认可不立案理由
        acknowledge 受案回执
        activate 启用
        amend 变更
        answer 回复
        answer-complaint 答复异议
        ask-court 提示法院
        assign 分办
        claim 领办
        close 办结
        collect 接收车辆
        complain 对监督活动提出建议
        complete 补充材料
        correct 纠正违法
        decide 审批
        decline 不予立案
        delivered 送达
        direct-filing 通知立案
        dismiss 不予支持
        drop 撤案
        escalate 提请上级
        extend 延长
        extension 延期
        file 立案
        find-wrong 认定回复不当
        hand-over 移送有管辖权机关
        impound 扣押
        insist 坚持移送
        issue 发出
        issue-again 再次发出
        not-found 未查获
        notify 通知
        object 异议
        objection 异议
        opinion 呈批检察建议
        outcome 办理结果
        propose 提出
        proposed 呈批
        reasons 说明不立案理由
        recall 撤回
        receipt 签收
        receive 收到
        received 已签收
        record-service 登记送达
        refuse 不予受理
        reject-objection 不采纳异议
        release 解除
        relief 告知司法救助
        renew 续封
        reopen 重新审查
        report-upward 报上级
        request-reasons 要求说明理由
        requested 请求
        restore 修复
        restored 从备份恢复
        resume 恢复审查
        retire 停用
        retract 撤回通知
        return 退回
        screened 规则筛查
        still-shown 仍在公示
        supplement 补充
        supply 补正
        suspend 中止审查
        take-up 上级办理
        transfer 移送线索
        try 试运行
        vehicle-search 车辆协查
        verify 调查核实
        withdraw 撤回
        write-off 核销
        answered 已回复
        ended 已结束
        workEnded 后续事项办结
        closed 办结
        issued 已发出
        clock 期限届满
        collected 已接收
        caseRecordsChanged 法院报送
        caseRecordsReturned 案件信息退回
        sanctionsChanged 法院报送惩戒变化
        opinionProposed 检察建议呈批
        opinionIssued 检察建议已送达
        opinionReceived 法院已签收
        opinionExtended 法院延长回复期限
        opinionAnswered 法院已回复
        opinionObjected 法院提出异议
        opinionAmended 检察建议已变更
        opinionWithdrawn 检察建议已撤回
        opinionEscalated 已跟进监督
        opinionClosed 检察建议已办结
        correctionNoticed 通知纠正
        referralProposed 移送呈批
        referralRecalled 移送已撤回
        referralHandedOver 移送有管辖权机关
        supplementAsked 要求补充材料
        criminalCaseDropped 公安撤销案件
        filingClockExtended 立案审查期限延长
        filingReasonsAccepted 不立案理由成立
        supervisionComplained 公安要求复议复核
        complaintAnswered 复议复核已答复
        falseLitigationReported 法院通报虚假诉讼
        leadWorkEnded 后续事项办结
        leadWorkReopened 后续事项重新办理
        sanctionOverdueFound 发现逾期未解除
        repairProposed 信用部门提请监督
        repairSupported 检察院支持修复
        repairDeclined 检察院不予支持
        creditRestored 信用已修复
        restorationRetracted 修复已撤回
        noticeSettled 银行通知已办结
        bankAnswered 银行已反馈
        vehicleSearchProposed 车辆协查呈批
        vehicleSearchRequested 请求查找车辆
        vehicleSearchAsked 请求查找车辆
        vehicleFound 车辆已查获
        vehicleSearchAnswered 公安答复车辆协查
        vehicleCollected 法院已接收车辆
        vehiclesCollected 法院已接收车辆
        transferCompleted 移送材料已补充
        transferRecalled 移送已撤回
        courtWordsHeard 与法院对账
        procuratorateWordsHeard 与检察院对账
        policeWordsHeard 与公安对账
        creditWordsHeard 与信用部门对账
        caseRevisionsStated 对账
        """
    );

    private static readonly Dictionary<string, string> Fields = Read(
        """
        accepted 有变化
        latestRequeryOn 最近查控日期
        deductedDays 扣除天数
        extendedTo 延长期限至
        id 证件号
        originCaseNumber 原案号
        recoveredGain 追回金额
        withdrawn 已撤回
        alsoNamed 同案被执行人
        answerAccepted 认可回复
        answerJudgedOn 审查回复日期
        answers 回复
        answeredOn 回复日期
        answerOverdue 逾期未回复
        at 时间
        attemptCount 尝试次数
        attempts 发送记录
        bankAnswers 银行反馈
        channel 渠道
        closedOn 办结日期
        closeReason 办结理由
        complaintAnswers 对法院建议的答复
        confirmedOn 送达日期
        courtAskedOn 提示法院日期
        credit 信用修复
        directed 依检察院通知
        dueOn 应解除日
        endedAs 结果
        entered 人工提出
        escalatedOn 提请上级日期
        extension 延期
        extensionsTaken 延长次数
        filing 立案
        firstStoredAt 存入时间
        foundOn 发现日期
        generation 次数
        issuedOn 发出日期
        late 逾期
        liftedOn 解除日期
        listedOn 纳入失信日期
        listingEndsOn 失信期限届满日
        delistedOn 失信删除日期
        materialSince 材料齐备时间
        notices 通知
        noticeSentOn 发出执行通知日期
        objections 异议
        opinionOn 检察建议日期
        organ 公安机关
        paidBeforeIndictment 起诉前履行
        payments 移送后履行
        performedOn 履行日期
        progress 案件进展
        proof 证明材料
        proposal 呈批
        proposalFacts 提请事实
        queriedOn 网络查控日期
        queriedChannels 查控范围
        fieldMeasures 传统调查措施
        fundsReceivedOn 执行款到账日期
        fundsPaidOn 执行款发放日期
        interviewedOn 终本约谈日期
        lastQueriedOn 最近查询日期
        openClues 未核实线索数
        remarks 备注
        applicants 申请执行人
        applicantAskedForEnding 终本申请
        endingReason 终本事由
        reportOrderedOn 报告财产令日期
        restrictedOn 限制消费令日期
        restrictionLiftedOn 限制消费解除日期
        resumedOn 恢复执行日期
        obstacle 不可处置原因
        sealedOn 查封日期
        foundHere 发现
        decidedVersion 决定时的模型版本
        receipt 受案回执
        recoveredAtIssue 发出时已到位
        recoveredAtTransfer 移送时已到位
        recoveredBefore 此前到位
        recoveredNow 现已到位
        registers 公示平台
        reminders 催办次数
        respondentId 证件号
        respondentName 被执行人
        restoredOn 修复日期
        review 检察院审查
        sanction 惩戒
        seenOn 发现日期
        senderDivision 移送单位区划
        settledNotices 已反馈的通知
        storedAt 存入时间
        subscriptionId 订阅编号
        supervision 立案监督
        suggested 建议
        transferredAt 移送时间
        acknowledgedOn 受案日期
        actedOn 办理日期（默认今天）
        alsoLeads 一并处理的线索编号
        amount 金额
        answer 回复
        approvedBy 批准人
        approvedOn 批准日期
        articles 法律依据
        asOf 数据截至
        asked 协查请求
        assets 已查明财产
        basis 执行依据
        bank 银行
        by 经办人
        caseNumber 案号
        cases 案件
        causes 事由
        children 后续事项
        claim 执行标的金额
        code 理由代码
        collected 已接收
        collectedOn 接收日期
        comment 意见
        committeeDecidedOn 检察委员会决定日期
        committeeDecision 检察委员会决定
        content 内容
        court 法院
        courtName 法院名称
        crime 涉嫌罪名
        debtor 被执行人
        decidedOn 决定日期
        delivery 送达
        dismissal 不支持理由
        division 行政区划
        endedOn 结案日期
        ending 结案方式
        evidence 证据材料
        explanation 说明
        facts 事实
        factsChanged 情况变化
        filedOn 立案日期
        ground 法定情形
        handler 承办检察官
        history 历史案件
        how 送达方式
        impoundedOn 扣押日期
        items 材料
        joinedWith 并案文号
        kind 类型
        leadId 线索编号
        leadIds 线索编号
        listing 失信名单
        missing 需补充的材料
        modelVersion 模型版本
        name 名称
        note 备注
        notice 通知
        noticeNumber 不予立案通知书文号
        number 编号（文号）
        found 是否发现财产
        phone 电话
        documents 文书
        caseNumbers 案号
        reportedOn 通报日期
        scope 范围
        models 监督模型
        startedOn 部署日期
        officer 承办人
        on 日期
        opinion 意见
        opinionId 检察建议编号
        outcome 结果
        outcomes 办理结果
        paid 金额（元）
        person 人员
        petitioner 申请人
        place 存放地点
        plate 号牌
        plates 号牌
        police 公安机关
        policeOrgan 公安机关
        president 院长
        priority 优先级
        procuratorate 检察院
        proposedBy 提出人
        proposedOn 提出日期
        raisedAt 生成时间
        reason 理由
        reasons 理由
        receiptNumber 回执编号
        received 共收到
        receivedOn 收到日期
        recovered 实际到位金额
        rejected 被驳回
        relief 司法救助
        repairId 修复编号
        report 调查核实报告
        request 建议内容
        requestedOn 请求日期
        respondent 被执行人
        respondents 被执行人
        restriction 限制消费
        result 结果
        rule 规则
        ruling 裁定书
        rulingNumber 裁定书文号
        seal 院印文件
        secondProcurator 第二名检察人员
        sender 移送机关
        senderOffice 移送单位
        servedOn 送达日期
        side 内容
        source 来源
        suspectId 犯罪嫌疑人编号
        suspects 犯罪嫌疑人
        text 正文
        to 对象
        transferredOn 移送日期
        unchanged 无变化
        until 延至
        vehicles 车辆
        verdict 是否采纳
        verification 核实事项
        verificationReport 调查核实报告
        vulnerable 特定群体
        what 核实事项
        why 原因
        version 版本
        """
    );

    private static readonly Dictionary<string, string> Others = Read(
        """
        high 高
        procuratorate 检察院
        court 法院
        police 公安
        credit 信用修复
        verdict 判决生效
        caseFiled 立案
        propertyInvestigated 财产调查
        assetSeized 查封财产
        sanctionImposed 采取惩戒
        performanceRecorded 履行
        requeried 再次查控
        detailsCorrected 更正信息
        caseWithdrawn 撤回
        normal 中
        low 低
        medium 部分
        adopted 采纳
        partly 部分采纳
        refused 不予采纳
        lawful 执行行为合法
        explained 法院已作合理说明
        dataError 数据错误
        minorCorrected 轻微，已当场纠正
        other 其他
        enforcement 执行监督检察建议
        retrial 再审检察建议
        governance 社会治理检察建议
        referral 移送线索
        vehicleSearch 车辆协查
        resumed 恢复执行
        rulingRevoked 撤销裁定
        moneyReturned 退还款项
        redistributed 重新分配
        sanctionLifted 解除惩戒
        retrialOpened 裁定再审
        corrected 已纠正
        settled 和解
        measureTaken 采取措施
        normMade 建章立制
        concluded 全部办结
        partlyCorrected 部分纠正
        reasonsAccepted 理由成立
        notFiled 不立案成立
        moot 无继续必要
        notPursued 终结，不再跟进
        collected 已接收
        notFound 未查获
        noCriminalFacts 没有犯罪事实
        clearlyMinor 犯罪事实显著轻微
        otherStatutory 其他依法不追究刑事责任
        measure 采取强制措施
        sentForProsecution 移送审查起诉
        indicted 提起公诉
        notProsecuted 不起诉
        moneyPaid 追缴、履行款
        clerical 文字更正
        content 内容变更
        applied 提出申请
        supported 支持监督申请
        notSupported 不支持监督申请
        remedyNotUsed 未提出异议、复议或者起诉
        courtReviewing 法院正在审查处理
        listing 失信名单
        restriction 限制消费
        movable 动产
        immovable 不动产、其他财产权
        deposit 银行存款
        fires 成立
        clean 不成立
        cannotJudge 无法判断
        holds 符合
        fails 不符合
        true 是
        false 否
        toOffer 待告知
        offered 已告知
        same 相同
        gone 减少
        """
    );

    public static Text State(string? code) => Find(States, code ?? "");

    /// <summary>An act by its door's name or by that of the message that was heard.</summary>
    public static Text Act(string code) => Find(Acts, code.Length > 0 ? char.ToLowerInvariant(code[0]) + code[1..] : code);

    /// <param name="place">As doors name it; of a place such as <c>suspects[].name</c> the last part counts.</param>
    public static Text Field(string place) => Find(Fields, place.Split('.', '[')[^1].TrimEnd(']') is { Length: > 0 } last ? last : place);

    /// <summary>A word of any kind: what nobody knows stands as it is.</summary>
    public static Text Any(string code) =>
        Others.TryGetValue(code, out var other) ? new(other, Spaced(code))
        : States.TryGetValue(code, out var state) ? new(state, Spaced(code))
        : new(code, code);

    /// <summary>The clock's own name; in English its code taken apart.</summary>
    public static Text Clock(JsonObject clock) => new(clock.At("name") ?? "", Spaced(clock.At("code") ?? ""));

    public static Text Role(string role) =>
        role switch
        {
            Roles.CourtSystem => new("法院系统", "court system"),
            Roles.CourtClerk => new("法院书记员", "court clerk"),
            Roles.Procurator => new("检察官", "procurator"),
            Roles.ChiefProcurator => new("检察长", "chief procurator"),
            Roles.PoliceOfficer => new("民警", "police officer"),
            Roles.CreditOfficer => new("信用修复专员", "credit officer"),
            Roles.Bank => new("银行", "bank"),
            Roles.Operator => new("运维人员", "operator"),
            Roles.Auditor => new("审计人员", "auditor"),
            _ => new(role, role),
        };

    /// <summary>What stands in a field, as people read it: places and courts by name, moments in China's time.</summary>
    public static string Value(string field, JsonNode? value, Language language)
    {
        var text = value?.ToString() ?? "";
        return field switch
        {
            "court" or "courtCode" when CourtCode.TryParse(text, out var court) => Courts.Find(court)?.Name ?? text,
            "senderOffice" when text.Contains(':', StringComparison.Ordinal) => Office(text, language),
            "division"
            or "procuratorate"
            or "police"
            or "policeOrgan"
            or "organ"
            or "senderDivision"
            or "senderOffice" when DivisionCode.TryParse(text, out var division) => Place(division),
            "rule" => text,
            _ when text.Length > 19
                    && text[10] == 'T'
                    && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var moment) => moment
                .ToOffset(TimeSpan.FromHours(8))
                .ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
            _ => Any(text).In(language),
        };
    }

    /// <summary>The division's name.</summary>
    public static string Place(DivisionCode division) =>
        Divisions.Find(division, ChinaTime.DayOf(TimeProvider.System.GetUtcNow()))?.Name ?? division.Value;

    /// <summary>An office as people say it: <c>court:浙0602</c> is 绍兴市越城区人民法院.</summary>
    public static string Office(string office, Language language)
    {
        var (kind, code) = office.Split(':', 2) is [var k, var c] ? (k, c) : (office, "");
        if (kind == "court")
        {
            return CourtCode.TryParse(code, out var court) && Courts.Find(court) is { } known
                ? known.Name
                : new Text("法院", "court").In(language);
        }
        var agency = kind switch
        {
            "procuratorate" => new Text("人民检察院", "procuratorate"),
            "police" => new Text("公安局", "police"),
            "credit" => new Text("信用修复", "credit desk"),
            "petitioner" => new Text("申请人", "petitioner"),
            "otherParty" => new Text("其他当事人", "other party"),
            "bank" => new Text(code, code),
            _ => new Text(office, office),
        };
        return DivisionCode.TryParse(code, out var division)
            ? Place(division) + (language == Language.English ? " " : "") + agency.In(language)
            : agency.In(language);
    }

    private static Text Find(Dictionary<string, string> known, string code) =>
        new(known.GetValueOrDefault(code, Spaced(code)), Spaced(code));

    private static string Spaced(string code) => Humps().Replace(code, " $0").Replace('-', ' ').ToLowerInvariant();

    private static Dictionary<string, string> Read(string table) =>
        table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Humps();
}
