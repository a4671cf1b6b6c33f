"""What the fields of other outputs mean: of people's work, history, comparisons and evidence."""

from collections.abc import Mapping

Fields = Mapping[str, tuple[str, str]]
"""Path or heading → (meaning, source); `[]` is a list's member, `*` any name."""

LEDGER: Fields = {
    "序号": ("本表内的序号", "台账"),
    "网站标识码": ("网站标识码", "登记"),
    "网站名称": ("网站名称；不再登记的为 #编号", "登记"),
    "主办单位": ("主办单位", "登记"),
    "规则包": ("指标版本", "指标版本"),
    "指标项": ("指标编号", "指标版本"),
    "问题描述": ("下发时的问题", "判定"),
    "问题URL": ("看到问题的网址", "证据"),
    "下发时认定": ("下发时是机器判定还是人工认定", "人工"),
    "发现证据": ("发现问题的证据，`pucha evidence show` 可查", "证据"),
    "发现时间": ("看到问题的时刻，北京时间", "证据"),
    "整改通知": ("通知的编号", "台账"),
    "整改时限": ("最后一天", "台账"),
    "整改措施": ("单位报来的措施", "人工"),
    "状态": ("台账的状态", "台账、人工"),
    "复查证据": ("复查所见的证据", "证据"),
    "状态时间": ("进入该状态的时刻，北京时间", "台账"),
    "重复发生": ("销号后再次发生的次数", "台账"),
    "备注": ("最后一次改动的说明", "人工"),
}
"""The ledger (台账.csv, and each line of `pucha rectify ledger --json`)."""

_DECISION: Fields = {
    "item": ("指标编号", "指标版本"),
    "cause": ("原因的键，空为整项", "证据"),
    "edition": ("指标版本", "指标版本"),
    "act": ("confirm 属实、reject 不属实、amend 更正、accept 采纳申诉等", "人工"),
    "verdict": ("更正后的判定，没有更正时为 null", "人工"),
    "units": ("更正后的个数，没有更正时为 null", "人工"),
    "reason": ("决定的理由", "人工"),
    "by[]": ("作决定的人，公布否决须两人", "人工"),
    "at": ("作决定的时刻", "人工"),
    "until": ("有效的最后一天，不限时为 null", "人工、指标版本"),
    "state": ("现在是否有效", "人工、证据"),
    "why": ("不再有效的原因", "人工、证据"),
}

REVIEW: Fields = {
    "result": ("人工认定的结果", "人工、判定"),
    "score": ("人工认定的得分范围，有否决或没有分值时为 null", "人工、判定"),
    "score.best": ("最高得分", "人工、判定"),
    "score.worst": ("最低得分", "人工、判定"),
    "vetoed": ("有否决经人工认定成立", "人工"),
    "open_vetoes[]": ("尚待人工认定的否决项", "人工、判定"),
    "items[].id": ("有人工决定的指标编号", "指标版本"),
    "items[].machine": ("机器判定", "判定"),
    "items[].verdict": ("人工认定", "人工"),
    "items[].why": ("人工认定的依据", "人工"),
    **{f"decisions[].{name}": told for name, told in _DECISION.items()},
}
"""The human result (review.json, `pucha review list --json`, `human` of `pucha sheet --json`)."""

EVIDENCE: Fields = {
    "[].id": ("证据编号，一次巡检的一个网站内唯一；其他巡检的前加 s巡检:", "证据"),
    "[].fact.kind": ("事实的种类，见下表", "证据"),
    "[].fact.*": ("事实的各个字段，随种类而定，见下表", "证据"),
    "[].provenance[].url": ("取得网页的网址", "采集"),
    "[].provenance[].fetched_at": ("取得的时刻", "采集"),
    "[].provenance[].digest": ("解码后正文的 sha256，没有正文时为 null", "采集"),
    "[].provenance[].locator": ("在网页中的位置（CSS 路径），没有时为 null", "采集"),
    "[].provenance[].extractor": ("读取程序的名称和版本", "采集"),
    "[].provenance[].record": ("没有存档时为 null", "存档"),
    "[].provenance[].record.segment": ("WARC 文件", "存档"),
    "[].provenance[].record.offset": ("记录在文件中的位置，字节", "存档"),
    "[].provenance[].record.length": ("记录的长度，字节", "存档"),
}
"""All evidence of one site (evidence.json)."""

FEED: Fields = {
    "sample": ("抽样的名称", "抽查"),
    "sweep": ("巡检编号", "巡检"),
    "site": ("网站在登记中的编号", "登记"),
    "code": ("网站标识码", "登记"),
    "url": ("首页网址", "登记"),
    "sheet.*": ("评分表，字段同规范 JSON", "判定、指标版本"),
    "decisions[].*": ("人工决定，字段同 review.json 的 decisions", "人工"),
    "evidence[].*": ("证据，字段同 evidence.json", "证据"),
    "warc[].segment": ("证据中的 WARC 文件名", "存档"),
    "warc[].file": ("文件夹内的路径", "存档"),
    "warc[].bytes": ("文件的长度", "存档"),
    "warc[].sha256": ("文件的 sha256", "存档"),
}
"""The feed of a sample: one line a site (feed.ndjson)."""

DIFF: Fields = {
    "[].url": ("首页网址", "登记"),
    "[].name": ("网站名称", "登记"),
    "[].result[]": ("前后两次的结果，一方没有该网站时为 null", "判定、指标版本"),
    "[].score[]": ("前后两次的得分，没有时为 null", "判定、指标版本"),
    "[].items": ("逐项比较；底本不同的版本不逐项比较，为 null", "判定"),
    "[].items[].id": ("指标编号", "指标版本"),
    "[].items[].name": ("指标名称", "指标版本"),
    "[].items[].verdict[]": ("前后两次的判定，没有该项时为 null", "判定"),
    "[].items[].points[]": ("前后两次的扣分", "判定、指标版本"),
    "[].items[].reason[]": ("前后两次的理由代码", "判定"),
}
"""Differences of two sweeps or editions (`pucha audit diff --json`)."""

_SIGN: Fields = {
    "column": ("栏目网址", "采集"),
    "title": ("条目标题", "采集"),
    "url": ("条目网址", "采集"),
    "claimed": ("所标的日期", "采集"),
    "first_seen": ("首次看到的时刻", "采集"),
}

HISTORY: Fields = {
    "url": ("首页网址", "登记"),
    "name": ("网站名称", "登记"),
    "states[].as_of": ("监测时间点", "巡检"),
    "states[].state": ("active、dormant 睡眠、zombie 僵尸、unknown", "判定、指标版本"),
    "columns[].name": ("栏目名称", "采集、登记"),
    "columns[].url": ("栏目网址", "采集、登记"),
    "columns[].states[].as_of": ("监测时间点", "巡检"),
    "columns[].states[].state": ("栏目状态，不能证明时为 null", "判定、指标版本"),
    "columns[].states[].newest": ("最新一条的日期，没有时为 null", "采集"),
    "charts.columns_by_state[].as_of": ("监测时间点", "巡检"),
    "charts.columns_by_state[].*": ("各状态的栏目数，unknown 为不能证明", "判定、指标版本"),
    "charts.items_by_day.*": ("按所标日期的条数", "采集"),
    "charts.items_by_first_sight.*": ("按首次看到之日的条数", "采集"),
    **{f"backdated[].{name}": told for name, told in _SIGN.items()},
    "backdated[].not_shown_at": ("此前应看到而没有看到的时刻", "采集"),
    "backdated[].evidence": ("那一次的证据编号", "证据"),
    "bulk_updates[].column": ("栏目网址", "采集"),
    "bulk_updates[].stamp": ("共同的时刻；只有日期可疑的为 null", "采集"),
    "bulk_updates[].items": ("条数", "采集"),
    "bulk_updates[].first_seen": ("首次看到的时刻", "采集"),
    "bulk_updates[].titles[]": ("前几条的标题", "采集"),
    **{f"redated[].{name}": told for name, told in _SIGN.items()},
    **{f"repeated[].{name}": told for name, told in _SIGN.items()},
    **{f"repeated[].original.{name}": told for name, told in _SIGN.items()},
    "repeated[].text_sha256": ("两处相同正文的 sha256", "采集"),
}
"""The history of a site (`pucha history --json`)."""

SAMPLE_LINE: Fields = {
    "site": ("网站在登记中的编号", "登记"),
    "url": ("首页网址", "登记"),
    "why": ("抽中，或上期不合格复查", "抽查"),
    "reviewer": ("分给谁，没有时为 null", "抽查"),
    "stratum[]": ("所在的层", "登记"),
}
"""Each line of `pucha sample list --json`."""

_RATE: Fields = {
    "passed": ("合格的个数", "人工"),
    "checked": ("查过的个数", "人工"),
    "share": ("比例，没有时为 null", "人工"),
    "low": ("95%区间的下限", "人工"),
    "high": ("95%区间的上限", "人工"),
}
_CONCORD: Fields = {
    "item": ("指标编号", "指标版本"),
    "n": ("人看过的机器判定数", "人工"),
    "agreed": ("一致", "人工"),
    "amended": ("更正", "人工"),
    "rejected": ("不认可", "人工"),
    "share": ("一致率", "人工"),
    "low": ("95%区间的下限", "人工"),
    "high": ("95%区间的上限", "人工"),
    "settled": ("机器未定、由人定下的，不计入一致率", "人工"),
}

SAMPLE: Fields = {
    "sample": ("抽样的名称", "抽查"),
    "seed": ("种子：同一种子抽中同样的网站", "抽查"),
    "sites": ("抽中的网站数", "抽查"),
    "ratio": ("抽中的比例", "抽查"),
    "enough": ("是否达到要求的比例", "抽查"),
    "strata[].stratum[]": ("层：地区、层级、类别", "登记"),
    "strata[].running": ("该层的运行网站数", "登记"),
    "strata[].sampled": ("该层抽中的网站数", "抽查"),
    "excluded": ("不在抽样范围的网站数", "抽查"),
    **{f"all.{name}": told for name, told in _RATE.items()},
    **{f"random.{name}": told for name, told in _RATE.items()},
    "running.running": ("抽样范围内的运行网站数", "登记"),
    "running.failed_before": ("其中上期不合格、全部复查的", "判定、人工"),
    "running.checked_again": ("其中已复查的", "人工"),
    "running.checked": ("其余网站中已查的", "人工"),
    "running.effective": ("折合等概率抽样的有效样本数（Kish）", "人工"),
    "running.uncovered": ("所在层尚无人查的网站数，按其余的平均计", "人工"),
    "running.share": ("推算的合格率，没有时为 null", "人工"),
    "running.low": ("95%区间的下限", "人工"),
    "running.high": ("95%区间的上限", "人工"),
    "agreement.share": ("机器与人工结果的一致率", "判定、人工"),
    "agreement.kappa": ("κ，无定义时为 null", "判定、人工"),
    "agreement.pairs[].machine": ("机器的结果", "判定"),
    "agreement.pairs[].person": ("人工的结果", "人工"),
    "agreement.pairs[].sites": ("网站数", "判定、人工"),
    **{f"items[].{name}": told for name, told in _CONCORD.items()},
    **{f"items_drawn[].{name}": told for name, told in _CONCORD.items()},
    "disputed[].site": ("意见不一致、未计入合格率的网站在登记库中的编号", "登记"),
    "disputed[].url": ("该网站首页网址", "登记"),
    "disputed[].failed": ("该网站的评分表是否人工认定不合格", "人工"),
    "disputed[].said[].by": ("复核员", "人工"),
    "disputed[].said[].result": ("该复核员最后的结论", "人工"),
}
"""What a sample came to (`pucha sample result --json`)."""

SELF_CHECK: Fields = {
    "items[].item": ("指标编号", "指标版本"),
    "items[].name": ("指标名称", "指标版本"),
    "items[].verdict": ("机器判定或人工认定", "判定、人工"),
    "items[].by_people": ("该判定是否人工认定", "人工"),
    "items[].answer": ("单位的回答，没有时为 null", "自查表"),
    "items[].result": ("对照的结果", "判定、自查表"),
    "items[].measures": ("单位填的整改措施", "自查表"),
    "items[].unclear[].cell": ("读不懂的回答在何格", "自查表"),
    "items[].unclear[].said": ("该格的原文", "自查表"),
    "strange[].row": ("不知所指的行", "自查表"),
    "strange[].cell": ("名称所在的格", "自查表"),
    "strange[].name": ("该行的名称", "自查表"),
    "strange[].point": ("该行的考察点", "自查表"),
    "strange[].answer_cell": ("回答所在的格", "自查表"),
    "strange[].said": ("回答的原文", "自查表"),
    "strange[].flaw": ("为何不计", "自查表"),
}
"""A self-check sheet beside the machine's (`pucha appeal self-check --json`)."""

APPEAL: Fields = {
    "number": ("申诉的编号", "人工"),
    "site": ("网站在登记中的编号", "登记"),
    "item": ("指标编号", "指标版本"),
    "cause": ("原因的键，空为整项", "证据"),
    "state": ("待处理、已采纳或未采纳", "人工"),
    "by": ("申诉人", "人工"),
    "text": ("申诉的内容", "人工"),
    "answer": ("答复，没有时为空", "人工"),
}
"""Each line of `pucha appeal list --json`."""

RECHECK: Fields = {
    "item": ("指标编号", "指标版本"),
    "cause": ("原因的键", "证据"),
    "seen": (
        "gone 已整改、still_there 仍存在、unknown 未能确认、denied 人工认定不属实",
        "证据、人工",
    ),
    "state": ("台账的状态", "台账"),
    "before[]": ("发现时的证据", "证据"),
    "after[]": ("复查所见的证据", "证据"),
    "why": ("所见的事实", "证据"),
}
"""Each line of `pucha rectify recheck --json`."""
