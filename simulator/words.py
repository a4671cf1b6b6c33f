"""Made-up Chinese texts: names of places and offices, titles and paragraphs."""

from random import Random

from simulator.model import ColumnClass

#: Host label, short name and area code of Hunan counties (public 行政区划 facts).
COUNTIES = tuple(
    (row.split()[0], row.split()[1], row.split()[2])
    for row in """yuanling 沅陵县 431222|chenxi 辰溪县 431223|xupu 溆浦县 431224
huitong 会同县 431225|anhua 安化县 430923|taojiang 桃江县 430922|nanxian 南县 430921
shimen 石门县 430726|taoyuan 桃源县 430725|linli 临澧县 430724|lixian 澧县 430723
hanshou 汉寿县 430722|cili 慈利县 430821|sangzhi 桑植县 430822|ningyuan 宁远县 431126
daoxian 道县 431124|dongan 东安县 431122|lanshan 蓝山县 431127|xintian 新田县 431128
guidong 桂东县 431027|rucheng 汝城县 431026|linwu 临武县 431025|jiahe 嘉禾县 431024
yizhang 宜章县 431022|pingjiang 平江县 430626|xiangyin 湘阴县 430624|huarong 华容县 430623
xinhua 新化县 431322|shuangfeng 双峰县 431321|longshan 龙山县 433130|yongshun 永顺县 433127
baojing 保靖县 433125|huayuan 花垣县 433124|luxi 泸溪县 433122|chaling 茶陵县 430224
yanling 炎陵县 430225|hengshan 衡山县 430423|hengdong 衡东县 430424|longhui 隆回县 430524
dongkou 洞口县 430525|suining 绥宁县 430527|xinning 新宁县 430528""".replace("\n", "|").split("|")
)
OFFICES = (
    ("fgj", "发展和改革局"),
    ("jyj", "教育局"),
    ("czj", "财政局"),
    ("swj", "商务局"),
    ("nyncj", "农业农村局"),
    ("wjj", "卫生健康局"),
    ("mzj", "民政局"),
    ("jtj", "交通运输局"),
    ("zrzyj", "自然资源局"),
    ("sthjj", "生态环境局"),
    ("tjj", "统计局"),
    ("sjj", "审计局"),
    ("rsj", "人力资源和社会保障局"),
    ("zjj", "住房和城乡建设局"),
    ("yjj", "应急管理局"),
    ("slj", "水利局"),
)
_PLACES = (
    "城关镇",
    "河西片区",
    "白田乡",
    "石桥镇",
    "双江口村",
    "高铺社区",
    "工业集中区",
    "青山街道",
)
_TOPICS = (
    "高标准农田建设",
    "义务教育阶段招生",
    "农村公路养护",
    "城乡居民医保缴费",
    "饮用水水源保护",
    "安全生产大检查",
    "中小企业融资服务",
    "森林防火",
    "老旧小区改造",
    "油茶产业发展",
    "防汛备汛",
    "就业创业培训",
    "农贸市场整治",
    "人居环境整治",
)
_TITLES: dict[ColumnClass, tuple[str, ...]] = {
    ColumnClass.NEWS: (
        "{unit}召开{topic}工作推进会",
        "{place}扎实推进{topic}",
        "县领导到{place}调研{topic}工作",
        "{topic}：{place}群众笑开颜",
    ),
    ColumnClass.NOTICE: (
        "关于做好{topic}有关工作的通知",
        "关于{place}{topic}项目的公示",
        "{unit}关于{topic}的公告",
    ),
    ColumnClass.POLICY: (
        "关于印发《{topic}实施方案》的通知",
        "关于进一步规范{topic}工作的意见",
        "{topic}管理办法",
    ),
    ColumnClass.STAFF: (
        "{unit}人事任免名单",
        "{place}拟任职人员公示",
        "{unit}公开招聘工作人员名单",
    ),
    ColumnClass.PLAN: ("{unit}{topic}专项规划", "{topic}年度工作计划", "{unit}重点工作安排"),
    ColumnClass.SURVEY: ("关于《{topic}办法(草案)》公开征求意见的公告", "{topic}情况问卷调查"),
    ColumnClass.INTERVIEW: ("{unit}负责人在线解答{topic}", "访谈：谈谈{topic}那些事"),
    ColumnClass.GUIDE: ("{topic}许可办事指南", "{topic}备案服务指南", "{place}{topic}补贴申领指南"),
    ColumnClass.CONSULT: (
        "咨询{topic}的办理条件",
        "{place}{topic}什么时候完工",
        "请问{topic}补助如何申请",
    ),
}
_DEFAULT_TITLES = ("{place}{topic}掠影", "{topic}知识问答")
_SENTENCES = (
    "会议听取了前一阶段工作情况汇报，分析了存在的困难和不足，对下一步任务作了安排。",
    "各有关单位要压实责任，细化措施，确保各项任务按期完成。",
    "工作人员深入村组走访农户，逐户登记，现场解答群众关心的问题。",
    "今后将继续加大投入，完善长效管理机制，让群众得到更多实惠。",
    "申请人可到办事大厅窗口提交材料，窗口一次性告知所需资料。",
    "据介绍，该项目建成后将惠及周边群众三千余人。",
    "请各单位结合实际，认真抓好落实。",
)


def title(rng: Random, kind: ColumnClass, unit: str) -> str:
    """Make one title for a column of this class."""
    pattern = rng.choice(_TITLES.get(kind, _DEFAULT_TITLES))
    return pattern.format(unit=unit, place=rng.choice(_PLACES), topic=rng.choice(_TOPICS))


def paragraphs(rng: Random, count: int) -> list[str]:
    """Make the paragraphs of one article; they hold no date-like text."""
    return ["".join(rng.sample(_SENTENCES, 3)) for _ in range(count)]
