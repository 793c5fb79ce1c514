"""Three kinds of invented bureaus: units, duties, accounts and project names. None is a real office."""

from __future__ import annotations

from dataclasses import dataclass

CITIES = ("澄阳市", "云峤市", "栖水市", "沅安市")
PLACES = {"city": CITIES, "county": ("青屏县", "石淙县", "芦溪口县", "望舒县"), "nation": ("国家",)}


@dataclass(frozen=True, slots=True)
class ProjectSeed:
    """A project's name, the item that pays it, its usual size in 万元, and its goal."""

    name: str
    account: str
    size: int
    goal: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A bureau without its city. ``office`` and ``institution`` pay its basic spending."""

    bureau: str
    units: tuple[str, ...]
    duties: tuple[str, ...]
    office: str
    institution: str
    own_account: str
    own_service: str
    prior_task: str
    relief: ProjectSeed
    fund: tuple[ProjectSeed, ...]
    projects: tuple[ProjectSeed, ...]


WATER = Profile(
    bureau="水务局",
    units=("水利工程运行中心", "水政监察支队", "水环境监测站"),
    duties=(
        "贯彻执行水资源管理的法律法规，拟订全市水务发展规划并组织实施。",
        "负责生活、生产和生态用水的统筹，组织实施取水许可和水资源有偿使用制度。",
        "负责河道、水库、湖泊的管理保护，指导水利工程建设与运行。",
        "承担水旱灾害防御的日常工作，组织编制洪水调度方案。",
        "负责节约用水和水土保持工作，监督管理供水、排水行业。",
        "完成市委、市政府交办的其他事项。",
    ),
    office="2130301",
    institution="2130304",
    own_account="2130312",
    own_service="水质检测服务",
    prior_task="城区雨污管网普查",
    relief=ProjectSeed("汛期水毁工程应急修复资金", "2240703", 180, "完成水毁堤段修复"),
    fund=(
        ProjectSeed("库区移民直补资金", "2082201", 320, "直补资金按季足额发放到户"),
        ProjectSeed("农村供水管网延伸工程", "2120804", 560, "延伸村级供水管网"),
    ),
    projects=(
        ProjectSeed("12314监督举报热线运行经费", "2130302", 60, "举报线索按期办结"),
        ProjectSeed("智慧水务平台运维费", "2130302", 240, "平台全年稳定运行"),
        ProjectSeed("节水型社会创建经费", "2130302", 90, "创建一批节水载体"),
        ProjectSeed("清漪河综合治理工程", "2130305", 1400, "治理河段达到设计防洪标准"),
        ProjectSeed("南坪水库除险加固工程", "2130305", 820, "完成大坝加固并通过验收"),
        ProjectSeed("城区排涝泵站电费及维护费", "2130306", 430, "泵站汛期完好率达标"),
        ProjectSeed("闸坝自动化改造项目", "2130306", 210, "重点闸坝实现远程启闭"),
        ProjectSeed("水质监测采样专项", "2130312", 130, "按计划完成断面采样"),
        ProjectSeed("防汛物资储备经费", "2130314", 160, "储备物资品类齐全"),
        ProjectSeed("山洪预警设施维护费", "2130314", 75, "预警站点在线率达标"),
    ),
)

CULTURE = Profile(
    bureau="文化和旅游局",
    units=("图书馆", "文化市场执法支队", "群众艺术馆"),
    duties=(
        "拟订全市文化和旅游发展规划，推进文化和旅游融合。",
        "组织实施文化惠民工程，指导公共文化服务体系建设。",
        "负责文物和非物质文化遗产的保护利用。",
        "指导、监督全市文化和旅游市场经营秩序。",
        "组织旅游整体形象推广和对外文化交流。",
        "承担市委、市政府交办的其他工作。",
    ),
    office="2070101",
    institution="2070104",
    own_account="2070109",
    own_service="艺术培训服务",
    prior_task="全域旅游标识更新",
    relief=ProjectSeed("古戏台暴雨损毁抢修资金", "2240703", 95, "完成古戏台屋面抢修"),
    fund=(
        ProjectSeed("村级文化健身设施配置项目", "2296003", 210, "为行政村配置健身设施"),
        ProjectSeed("乡村旅游道路配套工程", "2120804", 380, "完善景区配套道路"),
    ),
    projects=(
        ProjectSeed("12301旅游服务热线坐席经费", "2070114", 55, "热线接通率达标"),
        ProjectSeed("旅游形象推介专项", "2070114", 260, "客源地推介场次达标"),
        ProjectSeed("数字文旅平台建设项目", "2070114", 340, "平台上线并通过验收"),
        ProjectSeed("戏曲进校园演出补助", "2070109", 85, "完成年度演出场次"),
        ProjectSeed("免费开放补助资金", "2070109", 150, "场馆全年免费开放"),
        ProjectSeed("文化市场举报奖励经费", "2070112", 30, "举报线索及时核查"),
        ProjectSeed("望江楼本体修缮工程", "2070204", 620, "修缮工程按图完工"),
        ProjectSeed("文物安全巡查经费", "2070204", 70, "重点文保单位巡查全覆盖"),
    ),
)

TRANSPORT = Profile(
    bureau="交通运输局",
    units=("公路事业服务中心", "交通运输综合执法支队", "港航事务中心"),
    duties=(
        "拟订综合交通运输体系规划并监督实施。",
        "负责公路、水路建设市场监管和工程质量监督。",
        "承担道路、水路运输行业管理和安全监督。",
        "负责城市公共交通和出租汽车行业的指导。",
        "组织国家重点物资运输和紧急客货运输。",
        "办理市委、市政府交办的其他事务。",
    ),
    office="2140101",
    institution="2140112",
    own_account="2140136",
    own_service="船舶检验服务",
    prior_task="老旧码头拆除",
    relief=ProjectSeed("塌方路段抢通保畅资金", "2240703", 220, "恢复受损路段通行"),
    fund=(
        ProjectSeed("农村公路安防工程", "2120804", 480, "完成急弯陡坡路段防护"),
        ProjectSeed("库区码头便民改造资金", "2082201", 140, "改善库区群众出行条件"),
    ),
    projects=(
        ProjectSeed("12328服务监督热线经费", "2140199", 65, "投诉按期办结"),
        ProjectSeed("绿色出行宣传经费", "2140199", 25, "宣传活动覆盖主要站场"),
        ProjectSeed("青石大桥改建工程", "2140104", 1800, "主体工程完工"),
        ProjectSeed("乡镇通三级路项目", "2140104", 950, "通车里程达到计划"),
        ProjectSeed("国省干线小修保养经费", "2140106", 740, "路况指数达标"),
        ProjectSeed("除雪防滑物资经费", "2140106", 88, "物资储备达到定额"),
        ProjectSeed("航标维护专项", "2140136", 105, "航标正常率达标"),
    ),
)

PHENOLOGY = Profile(
    bureau="物候观测局",
    units=("物候标本馆", "物候信息中心", "高山观测总站"),
    duties=(
        "拟订全国物候观测网络规划和观测规范并组织实施。",
        "承担物候数据的汇交、质量控制和公共服务。",
        "组织开展物候变化规律的基础研究和应用研究。",
        "管理观测台站和标本库，指导地方观测工作。",
        "参与物候观测领域的国际交流与合作。",
        "承办党中央、国务院交办的其他事项。",
    ),
    office="2060201",
    institution="2060301",
    own_account="2060302",
    own_service="物候数据服务",
    prior_task="观测台站普查",
    relief=ProjectSeed("高山台站雷击损毁修复资金", "2240703", 150, "恢复受损台站观测"),
    fund=(),
    projects=(
        ProjectSeed("国际物候观测组织会费", "2020401", 45, "按期缴纳会费"),
        ProjectSeed("物候长期观测网络运行", "2060206", 1300, "观测数据到报率达标"),
        ProjectSeed("标本数字化工程", "2060206", 420, "完成标本影像采集"),
        ProjectSeed("农时服务平台运维费", "2060302", 260, "平台全年稳定运行"),
        ProjectSeed("12类作物物候图集编制经费", "2060302", 85, "完成图集编制"),
        ProjectSeed("台站观测设备购置项目", "2060503", 640, "设备到位并通过验收"),
        ProjectSeed("老旧观测场修缮工程", "2060503", 380, "完成修缮并投入使用"),
    ),
)

PROFILES = (WATER, CULTURE, TRANSPORT)
BY_LEVEL = {"city": PROFILES, "county": PROFILES, "nation": (PHENOLOGY,)}
