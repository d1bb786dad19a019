"""The way of each suggestion raised between the meetings."""

from deputy_affairs.demo.path import REQUIREMENTS, Path


def broadband(t):
	path = Path.recess(-100).register(2).assign(-95, requirements=REQUIREMENTS, zonghe="主办").sign(1)
	path.contact(8, "与通信企业工程人员到四组选点。", mode="Joint Inspection", place="桐子林村四组")
	return path.reply(62, "B", t["answers"]).rate(6, "满满").rate(1, "满满", 1)


def bridge(t):
	path = Path.recess(-88).register(1).assign(-83, requirements=REQUIREMENTS, cunjian="主办").sign(2)
	path.contact(
		7, "与龚平、江海涛代表到桥上查看，商定限行措施。", place="双河村一组", stage="Before Handling"
	)
	return path.reply(56, "B", t["answers"])


def pension_site(t):
	path = Path.recess(-84).register(1).assign(-79, requirements=REQUIREMENTS, shehui="主办").sign(1)
	path.contact(9, "到高峰村与代表商定代办事项和值守时间。", place="高峰村党群服务中心")
	return path.reply(30, "A", t["answers"]).rate(9, "满满").rate(1, "满满", 1)


def pesticide(t):
	path = Path.recess(-92).register(1).assign(-85, True, requirements=REQUIREMENTS, nongye="主办").sign(2)
	path.contact(12, "到柳树湾村与孙家兴等代表查看田间情况，商量回收点选址。", place="柳树湾村一组")
	return path.draft(60, "B", t["answers"]).to_check()


def clinic(t):
	path = Path.recess(-80).register(1).assign(-75, requirements=REQUIREMENTS, weishengyuan="主办").sign(1)
	path.contact(6, "院长到岩口村与两位代表面商巡诊安排。", place="岩口村卫生室")
	return path.draft(55, "B", t["answers"]).to_check().passed()


def dogs(t):
	path = Path.recess(-75).register(1).assign(-70, requirements=REQUIREMENTS, paichusuo="主办").sign(1)
	path.contact(10, "通过镇人大主席团办公室征求代表对收容点选址的意见。", mode="Letter")
	return path.draft(48, "B", t["answers"]).to_check().passed().signed()


def drill_well(t):
	path = (
		Path.recess(-93)
		.register(1)
		.assign(-87, True, requirements=REQUIREMENTS, shuili="主办", nongye="协办")
	)
	path.sign(2).sign(0, "nongye").contact(13, "到养殖小区与三位代表勘察井位。", place="白岩村养殖小区")
	path.unit_asks(
		"Give Opinion",
		8,
		"nongye",
		opinion="养殖小区已备案，建议井位避开村民水源保护区，养殖用水实行单独计量。",
	)
	return path.extension(
		-2 - path.now,
		45,
		"县水务局安排的钻机正在邻镇施工，最快下月中旬进场，成井出水后才能答复水量和水质。",
		"井位已与三位代表现场确定，取水许可已受理。",
	)


def culture(t):
	path = (
		Path.recess(-70)
		.register(1)
		.assign(-64, requirements=REQUIREMENTS, shehui="主办", caizheng="协办")
		.sign(2)
	)
	path.sign(0, "caizheng").contact(9, "与马长春代表商议运动会项目和裁判来源。", mode="Telephone")
	path.unit_asks(
		"Give Opinion",
		6,
		"caizheng",
		opinion="本年度文体活动经费2万元已列支1.4万元，无法另行安排，建议申请上级补助。",
	)
	return path.reply(10, "D", t["answers"]).rate(9, "满基").rate(0, "满基", 1)


def grain_dry(t):
	return Path.recess(-12).register(1).assign(-6, requirements=REQUIREMENTS, nongye="主办", caizheng="协办")


def dryer(t):
	return (
		Path.recess(-11)
		.register(2)
		.merged(
			1,
			"关于建设柳树湾村粮食烘干中心的建议",
			"两件建议都要求解决柳树湾、龙潭一带的粮食烘干，内容相同。",
		)
	)


def bus(t):
	return Path.recess(-14).register(2).assign(-8, requirements=REQUIREMENTS, zhengfu="主办")


def road_signs(t):
	path = Path.recess(-68).register(2)
	path.sent_out(
		2,
		"南屏县公路管理段",
		"省道云溪段的标志标线和护栏由县公路管理段管养，镇级无权设置和更换。",
	)
	path.outcome(
		38,
		"县公路管理段来函：已更换破损标志牌7块，补划标线1.8公里；下河桥头波形护栏86米列入明年养护计划，"
		"拟于明年5月底前完成。",
	)
	return path.deputies_told(4)


def boarders(t):
	return (
		Path.recess(-22)
		.register(2)
		.sent_up(3, "县第一中学由县教育体育局主管，招生计划、宿舍建设和寄宿床位由县级统一安排。")
	)


def bank_branch(t):
	return (
		Path.recess(-31)
		.register(1)
		.sent_out(
			4,
			"南屏县农村商业银行",
			"网点设置由银行机构决定，镇人民政府没有审批权限。",
		)
	)


def boundary(t):
	path = Path.recess(-24).register(1).assign(-18, requirements=REQUIREMENTS, nongye="主办").sign(2)
	return path.unit_asks(
		"Ask to Return",
		3,
		return_reason="林地权属争议的调查和勘界由自然资源所负责，农业农村服务中心无勘界职能。",
		return_proposed_unit="ziran",
	)


def cable(t):
	return Path.recess(-9).register(2)


def compost(t):
	return Path.recess(-5).register(1)


def street_dance(t):
	return (
		Path.recess(-13)
		.submit()
		.review(
			"Return for Rewriting",
			2,
			review_opinion="请写明活动的时间、音量和受影响的户数，第一条建议请改为可以办理的具体措施，例如约定结束时间和音量上限。",
		)
	)


def fish(t):
	path = Path.recess(-40).register(1).assign(-35, requirements=REQUIREMENTS, nongye="主办").sign(2)
	return path.review(
		"Withdraw", 9, withdrawal_reason="县里已把云溪河河湾段列入禁渔区并安排放流，两位代表书面申请撤回。"
	)


def square(t):
	return Path.recess(-3).submit(1)


def dust(t):
	return Path.recess(-2)


PATHS = {
	f.__name__: f
	for f in (
		broadband,
		bridge,
		pension_site,
		pesticide,
		clinic,
		dogs,
		drill_well,
		culture,
		grain_dry,
		dryer,
		bus,
		road_signs,
		boarders,
		bank_branch,
		boundary,
		cable,
		compost,
		street_dance,
		fish,
		square,
		dust,
	)
}
