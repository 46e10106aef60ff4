"""The province's scheme as a grid: two requirements of one item, and one of another."""

HEADS = ["序号", "评价指标", "评价要点", "分值", "自评分", "自评情况", "责任单位", "备注"]
ASSESSMENT: list[list] = [
    ["2024年度托底性帮扶工作自评表"],
    HEADS,
    [1, "产业发展", "园区建设", 10, 9.5, "已建成园区一个。", "县农业农村局", "演示数据"],
    [2, "产业发展", "项目入库", 5, None, None, "县发展改革局", None],
    [3, "就业增收", "培训人次", 5.5, 5, "已办培训三期。\n就业有台账。", None, None],
]
