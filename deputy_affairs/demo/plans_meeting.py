"""The way of each suggestion of the third meeting."""

from deputy_affairs.demo.path import KEY_REQUIREMENTS, REQUIREMENTS, Path


def at_meeting() -> Path:
	"""Written at the meeting and accepted on its last day."""
	return Path.meeting().register()


def road(t):
	path = (
		at_meeting()
		.assign(requirements=KEY_REQUIREMENTS, cunjian="主办", caizheng="协办")
		.sign()
		.sign(0, "caizheng")
	)
	path.contact(
		8,
		"到青石村七组现场查看路面和两处塌方点，与王建国代表商定路面宽度和错车道位置。",
		place="青石村七组",
		stage="Before Handling",
	)
	path.unit_asks(
		"Give Opinion",
		10,
		"caizheng",
		opinion="以工代赈项目资金286万元已下达，镇财政按每公里每年2000元列支养护补助，建议在答复中一并说明。",
	)
	path.contact(
		12,
		"邀请代表查看路基施工，通报工期安排。",
		mode="Joint Inspection",
		place="K2+300处",
		deputy_opinion="希望雨季前把挡墙做完。",
	)
	path.reply(6, "B", t["answers"]).rate(9, "满满").rate(0, "满满", 1).rate(1, "满基", 2).rate(2, "满满", 3)
	path.kept(-12 - path.now, 2, "K3+100处挡墙砌筑完成，两处挡墙共96米已通过验收，边沟随路面同步施工。")
	return path.receipt(4, 2, "满").receipt(1, 2, "基", 1, "挡墙做好了，希望边沟尽快完工。")


def sewage(t):
	path = at_meeting().assign(requirements=KEY_REQUIREMENTS, cunjian="主办", shuili="协办", ziran="协办")
	path.sign().sign(0, "shuili").sign(1, "ziran")
	path.contact(
		12,
		"在东街社区召开座谈会，听取黄丽华等代表和12名居民代表的意见，确认背街小巷管网走向。",
		mode="Forum",
		place="东街社区会议室",
		stage="Before Handling",
	)
	path.unit_asks(
		"Give Opinion",
		8,
		"shuili",
		opinion="沿河12个直排口已完成编号登记，其中4个可就近接入现有主管，建议优先封堵。",
	)
	path.unit_asks("Give Opinion", 4, "ziran", opinion="已阅，无意见。")
	path.unit_asks(
		"Ask to Redo Opinion",
		2,
		"ziran",
		by="office",
		redo_reason="意见过于简单，请就支管用地和老街巷施工的规划手续提出具体意见。",
	)
	path.unit_asks(
		"Give Opinion",
		4,
		"ziran",
		opinion="支管沿现状巷道敷设，不新增建设用地，无需办理用地手续；西街三巷宽不足2米处建议采用浅埋小管径方案。",
	)
	return path.contact(
		40, "通报勘测设计进展，代表到直排口现场察看。", mode="Joint Inspection", place="云溪河东街段"
	)


def canal(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, shuili="主办").sign(1)
	path.contact(
		5, "实地踏勘5处垮塌渠段，马德全代表现场指认渗漏点。", place="河湾村大沟", stage="Before Handling"
	)
	return path.reply(30, "A", t["answers"]).rate(8, "满满").rate(0, "满满", 1)


def school_gate(t):
	path = at_meeting().assign(
		requirements=REQUIREMENTS,
		paichusuo="分办：交通秩序疏导和标志设施",
		zhifa="分办：占道摊点清理和经营区划定",
	)
	path.sign(1, "paichusuo").sign(1, "zhifa")
	path.contact(
		6, "与何文清代表在校门口查看放学时段交通情况，商定执勤时段。", "paichusuo", place="中心学校门口"
	)
	path.contact(3, "电话征求代表对临时经营区选址的意见。", "zhifa", mode="Telephone")
	path.reply(22, "A", t["answers_police"], "paichusuo").reply(2, "A", t["answers_law"], "zhifa")
	for unit in ("paichusuo", "zhifa"):
		path.rate(5, "满满", 0, unit=unit).rate(1, "满基", 1, unit=unit).rate(1, "基基", 2, unit=unit)
	return path


def medicine(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, weishengyuan="主办").sign(1)
	path.contact(
		7, "向汤慧、张桂芬代表介绍药品目录调整方案，征求村民需求。", mode="Forum", place="卫生院会议室"
	)
	return path.reply(25, "A", t["answers"]).rate(10, "满满").rate(1, "满满", 1)


def drinking(t):
	path = at_meeting().assign(requirements=KEY_REQUIREMENTS, shuili="主办").sign(2)
	path.contact(14, "电话了解五组、六组缺水情况。", mode="Telephone", stage="Before Handling")
	path.reply(20, "C", t["answers"]).rate(7, "基不", 0, t["reason"], wants_rehandling=1).rate(
		1, "基不", 1, t["reason"]
	)
	path.rate(0, "基基", 2)
	path.again(
		4,
		"代表对办理结果不满意，请重新办理：提出替代水源方案，明确送水安排。",
		shuili="主办",
		caizheng="协办",
	)
	path.sign(1).sign(0, "caizheng")
	path.contact(
		4,
		"站长到龙潭村五组与三位代表面商，现场比选大坪水厂延伸供水方案。",
		place="龙潭村五组",
		deputy_opinion="同意延伸供水方案，送水不能断。",
	)
	path.unit_asks(
		"Give Opinion",
		3,
		"caizheng",
		opinion="送水费用每月约0.9万元，由镇级预备费列支；延伸供水工程镇级配套15万元已落实。",
	)
	path.reply(6, "B", t["answers2"]).rate(6, "满满").rate(0, "满基", 1).rate(1, "满满", 2)
	return path.progress(-9 - path.now, 2, "蓄水池主体浇筑完成，入户管道已更换52户，其余44户正在施工。")


def voltage(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, gongdian="主办").sign(1)
	path.contact(9, "到高峰村五组测量末端电压，向李阿鲁代表说明技改计划申报程序。", place="高峰村五组")
	path.reply(14, "B", t["answers"]).rate(6, "基不", 0, t["reason"], wants_rehandling=1).rate(
		0, "不不", 1, t["reason"]
	)
	path.rate(0, "基不", 2, t["reason"])
	path.again(3, "三位代表均不满意，请说明项目申报去向和开工时间。", gongdian="主办").sign(1)
	path.contact(
		5,
		"与南屏供电公司运维部一同到村，当面说明立项情况。",
		mode="Joint Inspection",
		place="高峰村党群服务中心",
	)
	path.reply(11, "B", t["answers2"]).rate(7, "满不", 0, t["reason2"], wants_rehandling=1).rate(0, "满基", 1)
	path.rate(0, "满不", 2, t["reason2"])
	path.meeting_of_all(
		2,
		"高峰村党群服务中心",
		"六组导线改造未列入本批项目，如何一并解决。",
		"三位代表：五组已见效，六组11户晚间电压仍不足180伏，不能再等一年。供电所：六组所需材料费6.8万元未列入本批计划。"
		"镇政府：可以由镇里先行协调。",
		"由供电所会同镇政府提出六组导线提前到本批实施的资金方案，二十日内书面答复三位代表。",
	)
	path.again(
		1,
		"面商协调会商定：六组导线改造由供电所会同镇政府一并解决。",
		gongdian="主办",
		zhengfu="协办",
	)
	path.sign(1).sign(1, "zhengfu")
	return path.contact(
		6,
		"镇政府、供电所与三位代表召开面商会，商定六组导线提前到本批实施的资金方案。",
		mode="Forum",
		place="镇政府二楼会议室",
		stage="Before Handling",
	)


def rubbish(t):
	path = (
		at_meeting().assign(requirements=REQUIREMENTS, zhifa="主办", nongye="协办").sign(2).sign(1, "nongye")
	)
	path.contact(10, "随清运车走访云溪村二组、四组，听取张富贵代表意见。", place="云溪村二组")
	path.unit_asks(
		"Give Opinion",
		9,
		"nongye",
		opinion="距水源不足100米的9个垃圾池名单已核实，建议按先饮用水源、后灌溉水源的顺序拆除。",
	)
	path.reply(60, "B", t["answers"]).rate(10, "满满").rate(2, "满基", 1)
	return path.put_off(
		-7 - path.now,
		2,
		"其余3个垃圾池位于大坪水厂管网施工便道旁，便道移交前勾臂车无法进出，暂不具备拆除条件。",
		65,
	)


def tea(t):
	path = (
		at_meeting()
		.assign(requirements=REQUIREMENTS, nongye="主办", caizheng="协办")
		.sign(3)
		.sign(1, "caizheng")
	)
	path.unit_asks(
		"Give Opinion", 12, "caizheng", opinion="本年度产业资金已分配到项目，无结余。建议列入下一年度计划。"
	)
	path.contact(2, "电话了解基地便道需求。", mode="Telephone")
	path.reply(56, "C", t["answers"]).rate(11, "基不", 0, t["reason"], wants_rehandling=1).rate(1, "满基", 1)
	return path.rate(0, "基不", 2, t["reason"])


def elderly(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, shehui="主办").sign(6)
	path.contact(50, "电话说明改建资金正在申请，请代表谅解。", mode="Telephone")
	path.extension(20, 20, "改建资金尚未落实，申请延期答复。", "已向县民政局申报2027年养老服务设施补助项目。")
	path.decided(
		4, "Refuse Extension", "资金未落实不是不能答复的理由。请按期答复，分清已办、拟办和暂不能办的事项。"
	)
	path.urged(-33 - path.now).explains(
		5,
		"县级补助资金申报尚在审核，答复初稿没有形成一致意见，未能按期答复。",
		"先就公益性岗位和独居老人探访书面答复代表，改建部分说明申报进展。",
		-16,
	)
	path.answer_taken(2)
	return path.supervised(
		-9 - path.now,
		"催办后仍未答复代表。请由单位主要负责人到大坪村当面听取四位代表意见，分清已办、拟办和暂不能办的事项，"
		"于{+8}前书面答复，并说明未按承诺时间答复的原因。",
		6,
	)


def parking(t):
	path = (
		at_meeting()
		.assign(requirements=REQUIREMENTS, cunjian="主办", paichusuo="协办")
		.sign(2)
		.sign(1, "paichusuo")
	)
	path.contact(15, "与刘志刚代表踏看原粮管所地块和主街停车现状。", place="原粮管所")
	path.unit_asks(
		"Give Opinion",
		20,
		"paichusuo",
		opinion="同意东街、西街单侧停车，建议东街口30米内禁停，标线完成后由派出所执法。",
	)
	path.extension(
		35,
		30,
		"原粮管所地块产权在县国投公司，停车场用地须由县国投公司董事会研究，预计两个月内有结果。",
		"已完成地块测量和停车位平面布置；主街单侧停车方案已与派出所会商。",
	)
	path.decided(3, "Approve Extension", "情况属实，同意延期。主街划线部分请先行办理，并告知代表。")
	path.draft(12, "B", t["answers"]).to_check()
	return path.back("第一条承诺建成时间，请附与县国投公司的衔接情况；第三条请写明完成时限和责任人后再报。")


def forest_fire(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, ziran="主办")
	path.unit_asks(
		"Ask to Return",
		5,
		return_reason="护林员聘用和防火装备配备是镇农业农村服务中心（林业站）的职责，自然资源所无此职能。",
		return_proposed_unit="nongye",
	)
	path.unit_asks("Accept Return", 2, by="clerk", return_decision="情况属实，同意调整。")
	path.assign(path.now + 2, requirements="由自然资源所退回调整，请抓紧办理。", nongye="主办").sign(1)
	path.contact(6, "到松林村与两位代表商定护林员聘用和蓄水池选址。", place="松林村村委会")
	path.reply(28, "A", t["answers"]).rate(9, "满满", 1).give_up(22)
	return path


def kindergarten(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, xuexiao="主办").sign(1)
	path.contact(10, "与三位代表到马家坝村幼儿园查看活动室。", place="马家坝村幼儿园")
	path.reply(50, "B", t["answers"]).rate(9, "满不", 0, t["reason"], wants_rehandling=1).rate(1, "满基", 1)
	path.rate(2, "满基", 2)
	path.again(
		-18 - path.now,
		"代表要求解决下学期学位，请研究过渡办班方案后重新答复。",
		xuexiao="主办",
		shehui="协办",
	)
	return (
		path.sign(1)
		.sign(1, "shehui")
		.contact(5, "与田晓凤代表到村党群服务中心查看过渡教室条件。", place="马家坝村党群服务中心")
	)


def homestead(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, ziran="主办").sign(2)
	path.contact(12, "通过镇人大主席团办公室转达办理思路并听取代表意见。", mode="Letter")
	return path.reply(18, "A", t["answers"]).rate(12, "满满")


def market(t):
	path = at_meeting().assign(requirements=KEY_REQUIREMENTS, zhengfu="主办", caizheng="协办", ziran="协办")
	path.sign(1).sign(1, "caizheng").sign(0, "ziran")
	path.contact(
		12,
		"镇长主持座谈会，听取六位代表对选址和经营方式的意见。",
		mode="Forum",
		place="镇政府三楼会议室",
		stage="Before Handling",
	)
	path.unit_asks(
		"Give Opinion",
		9,
		"caizheng",
		opinion="建议采取政府建设主体、社会资本运营的方式，摊位费实行政府指导价。",
	)
	path.unit_asks("Give Opinion", 2, "ziran", opinion="原砖厂地块为存量建设用地，符合集镇规划，可以办理。")
	path.contact(
		30,
		"邀请代表查看选址现场。",
		mode="Joint Inspection",
		place="原砖厂地块",
		deputy_opinion="同意选址，希望尽快开工。",
	)
	path.reply(10, "B", t["answers"]).rate(7, "满满").rate(1, "满满", 1).rate(0, "满基", 2).rate(2, "满满", 4)
	return path.give_up(20, 3)


def lights(t):
	path = at_meeting().assign(requirements=REQUIREMENTS, cunjian="主办").sign(1)
	path.contact(4, "到石桥村逐盏检查路灯。", place="石桥村")
	return path.reply(28, "A", t["answers"]).rate(6, "满满").rate(0, "满满", 1)


def refused(t):
	return (
		Path.meeting()
		.submit()
		.review(
			"Refuse",
			by="chair",
			refusal_ground="Judicial Case",
			review_opinion="所提事项已由县人民法院立案审理，属具体司法案件，不作为代表建议受理。建议通过诉讼途径解决，代表可向法院申请保全。",
		)
	)


PATHS = {
	f.__name__: f
	for f in (
		road,
		sewage,
		canal,
		school_gate,
		medicine,
		drinking,
		voltage,
		rubbish,
		tea,
		elderly,
		parking,
		forest_fire,
		kindergarten,
		homestead,
		market,
		lights,
		refused,
	)
}
