"""Places and bodies of the sample: congresses, constituencies, groups, handling units. All are invented."""

COUNTY = "南屏县人大"
TOWNSHIP = "云溪镇人大"

CONGRESSES = (
	{
		"short_name": COUNTY,
		"congress_name": "南屏县人民代表大会",
		"level": "County",
		"is_group": 1,
		"population": 386000,
		"presidium_name": "南屏县人民代表大会常务委员会代表工作委员会",
		"government_name": "南屏县人民政府",
		"presidium_code": "南人代函",
		"contact_person": "何建明",
		"hotline": "0889-6100036",
		"address": "南屏县城关镇文昌路1号",
	},
	{
		"short_name": TOWNSHIP,
		"congress_name": "南屏县云溪镇人民代表大会",
		"level": "Township",
		"parent_congress": COUNTY,
		"population": 17200,
		"presidium_name": "南屏县云溪镇人民代表大会主席团",
		"government_name": "云溪镇人民政府",
		"presidium_code": "云溪人主函",
		"contact_person": "李秀兰",
		"hotline": "0889-6120119",
		"mailbox": "yunxirenda@example.com",
		"address": "南屏县云溪镇东街18号",
	},
)

# number of the group, name, seats, villages, voters
CONSTITUENCIES = (
	(1, "镇机关选区", 3, "镇党委、政府机关和镇属各站所", 214),
	(1, "东街社区选区", 2, "东街社区", 868),
	(1, "西街社区选区", 2, "西街社区", 792),
	(2, "云溪村选区", 3, "云溪村一至八组", 1043),
	(2, "学校卫生选区", 2, "镇中心学校、云溪中学、镇卫生院", 187),
	(2, "河湾村选区", 2, "河湾村一至五组", 624),
	(3, "青石村选区", 3, "青石村一至九组", 958),
	(3, "白岩村选区", 3, "白岩村一至七组", 811),
	(4, "大坪村选区", 3, "大坪村一至八组", 903),
	(4, "小坪村选区", 3, "小坪村一至六组", 745),
	(5, "龙潭村选区", 3, "龙潭村一至八组", 872),
	(5, "柳树湾村选区", 3, "柳树湾村一至七组", 790),
	(6, "马家坝村选区", 3, "马家坝村一至九组", 966),
	(6, "杨柳村选区", 3, "杨柳村一至六组", 701),
	(7, "桐子林村选区", 2, "桐子林村一至五组", 548),
	(7, "双河村选区", 2, "双河村一至五组", 603),
	(7, "石桥村选区", 2, "石桥村一至四组", 512),
	(8, "茶园村选区", 3, "茶园村一至七组", 824),
	(8, "高峰村选区", 3, "高峰村一至六组", 688),
	(9, "松林村选区", 2, "松林村一至五组", 577),
	(9, "岩口村选区", 2, "岩口村一至五组", 534),
	(9, "工业园选区", 2, "云溪工业小区各企业", 396),
)
# Some constituencies of the term before, in which deputies who were elected again had sat.
EARLIER = ("镇机关选区", "云溪村选区", "青石村选区", "大坪村选区", "龙潭村选区", "马家坝村选区", "茶园村选区")

# name, villages, contact cadre (a member of the party committee), post
GROUPS = (
	("第一代表小组（集镇片）", "东街社区、西街社区、镇机关", "罗志强", "镇党委书记"),
	("第二代表小组（云溪片）", "云溪村、河湾村、学校和卫生院", "陈立新", "镇党委副书记、镇长"),
	("第三代表小组（青石片）", "青石村、白岩村", "周国平", "镇党委委员、人大主席"),
	("第四代表小组（大坪片）", "大坪村、小坪村", "彭晓东", "镇党委副书记"),
	("第五代表小组（龙潭片）", "龙潭村、柳树湾村", "段丽琼", "镇党委委员、纪委书记"),
	("第六代表小组（马家坝片）", "马家坝村、杨柳村", "沈文斌", "镇党委委员、组织委员"),
	("第七代表小组（双河片）", "桐子林村、双河村、石桥村", "唐海燕", "镇党委委员、宣传委员"),
	("第八代表小组（茶园片）", "茶园村、高峰村", "邓卫国", "镇党委委员、武装部长"),
	("第九代表小组（松林片）", "松林村、岩口村、工业小区", "夏明辉", "镇党委委员、副镇长"),
)

GOVERNMENT_NAME = "云溪镇人民政府"
GOVERNMENT_CODE = "云政函"

# key, name, kind, chief, contact person, name on documents, code; with a clerk's name the unit has two logins
UNITS = (
	("zhengfu", "云溪镇人民政府", "Government", "陈立新", "赵文博", "", GOVERNMENT_CODE),
	("nongye", "镇农业农村服务中心", "Station", "孙志远", "罗小燕", GOVERNMENT_NAME, GOVERNMENT_CODE),
	("cunjian", "镇村镇建设服务中心", "Station", "郭振华", "林雪梅", GOVERNMENT_NAME, GOVERNMENT_CODE),
	("shehui", "镇社会事务办公室", "Station", "曾玉珍", "胡蓉", GOVERNMENT_NAME, GOVERNMENT_CODE),
	("caizheng", "镇财政所", "Station", "钱永福", "钱永福", GOVERNMENT_NAME, GOVERNMENT_CODE),
	("shuili", "镇水利工作站", "Station", "高建军", "魏涛", GOVERNMENT_NAME, GOVERNMENT_CODE),
	("zhifa", "镇综合行政执法队", "Station", "石磊", "石磊", GOVERNMENT_NAME, GOVERNMENT_CODE),
	(
		"zonghe",
		"镇党政综合办公室",
		"Government Department",
		"赵文博",
		"赵文博",
		GOVERNMENT_NAME,
		GOVERNMENT_CODE,
	),
	("paichusuo", "云溪派出所", "Vertical Organ", "蒋勇", "丁凯", "南屏县公安局云溪派出所", "云派函"),
	("gongdian", "云溪供电所", "Vertical Organ", "范宏伟", "范宏伟", "南屏供电公司云溪供电所", "云供函"),
	("weishengyuan", "云溪镇卫生院", "Station", "谢医明", "汤慧", "", "云卫函"),
	("xuexiao", "云溪镇中心学校", "Station", "何文清", "何文清", "", "云校函"),
	("ziran", "云溪自然资源所", "Vertical Organ", "余海", "余海", "南屏县自然资源局云溪自然资源所", "云资函"),
)
