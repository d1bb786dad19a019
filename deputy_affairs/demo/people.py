"""The deputies of the sample: 56 in office as the township reports them, and one who has moved away."""

import random
from datetime import date, timedelta

from deputy_affairs.rules.deadlines import add_months

SEED = 19
EDUCATION = {
	"小": "Primary School or Below",
	"初": "Junior High School",
	"高": "Senior High School",
	"中": "Technical Secondary School",
	"专": "Junior College",
	"本": "Bachelor",
}
OCCUPATION = {
	"农": "Farmer",
	"工": "Worker",
	"村": "Village Cadre",
	"镇": "Township Cadre",
	"教": "Teacher",
	"医": "Medical Worker",
	"技": "Technician",
	"企": "Business Owner",
	"个": "Self-employed",
	"其": "Other",
}
WITH_WAGE = ("镇", "教", "医", "工", "技")
PARTY = {"党": "中共党员", "群": "群众", "民": "民盟盟员"}
NATION = {"汉": "汉族", "彝": "彝族", "白": "白族"}

# By constituency; name, marks (sex, age, nation, party, education, occupation), workplace, post.
# The marks add up to the township's figures: 43 men and 13 women, mean age 44, 26 with senior high school or
# above; tests/site/test_demo.py counts them on the finished site.
ROSTER = {
	"镇机关选区": (
		("周国平", "男 52 汉 党 本 镇", "云溪镇人大", "主席"),
		("许文华", "男 45 汉 党 本 镇", "云溪镇人大", "副主席"),
		("段丽琼", "女 39 白 党 本 镇", "云溪镇纪委", "书记"),
	),
	"东街社区选区": (
		("黄丽华", "女 41 汉 党 专 村", "东街社区", "党总支书记"),
		("欧阳建", "男 47 汉 群 高 个", "云溪镇东街建材经营部", "负责人"),
	),
	"西街社区选区": (
		("刘志刚", "男 50 汉 党 高 村", "西街社区", "主任"),
		("冯婷", "女 29 汉 群 专 个", "云溪镇西街百货店", "店主"),
	),
	"云溪村选区": (
		("张富贵", "男 56 汉 党 初 村", "云溪村", "党总支书记"),
		("杨春梅", "女 44 汉 群 初 农", "云溪村三组", ""),
		("吴永强", "男 38 汉 群 高 企", "云溪村蔬菜专业合作社", "理事长"),
	),
	"学校卫生选区": (
		("何文清", "男 46 汉 党 本 教", "云溪镇中心学校", "校长"),
		("汤慧", "女 36 汉 民 专 医", "云溪镇卫生院", "主治医师"),
	),
	"河湾村选区": (
		("马德全", "男 48 汉 党 初 村", "河湾村", "党支部书记"),
		("李小龙", "男 27 彝 群 中 农", "河湾村二组", ""),
	),
	"青石村选区": (
		("王建国", "男 55 汉 党 高 村", "青石村", "党总支书记"),
		("陈大勇", "男 43 汉 群 初 农", "青石村四组", "组长"),
		("普光荣", "男 37 彝 群 初 农", "青石村七组", ""),
	),
	"白岩村选区": (
		("毕学军", "男 51 彝 党 高 村", "白岩村", "主任"),
		("张桂芬", "女 49 汉 群 小 农", "白岩村一组", ""),
		("赵云飞", "男 33 汉 群 高 农", "白岩村养牛场", "负责人"),
	),
	"大坪村选区": (
		("李国栋", "男 53 汉 党 初 村", "大坪村", "党总支书记"),
		("周顺", "男 40 汉 群 初 农", "大坪村五组", ""),
		("罗秀珍", "女 46 汉 群 初 农", "大坪村二组", "妇女小组长"),
	),
	"小坪村选区": (
		("高正明", "男 45 汉 党 高 村", "小坪村", "党支部书记"),
		("鲁志发", "男 61 彝 党 小 农", "小坪村三组", "老党员"),
		("徐海波", "男 34 汉 群 中 技", "小坪村农机服务队", "队长"),
	),
	"龙潭村选区": (
		("杨正华", "男 49 汉 党 高 村", "龙潭村", "党总支书记"),
		("谭小兵", "男 35 汉 群 初 农", "龙潭村六组", ""),
		("周玉兰", "女 43 汉 党 初 村", "龙潭村", "妇联主席"),
	),
	"柳树湾村选区": (
		("郑国良", "男 54 汉 党 初 村", "柳树湾村", "党支部书记"),
		("孙家兴", "男 42 汉 群 初 农", "柳树湾村一组", "种粮大户"),
		("朱明", "男 31 汉 群 高 个", "柳树湾村电商服务点", "负责人"),
	),
	"马家坝村选区": (
		("马长春", "男 47 汉 党 高 村", "马家坝村", "党总支书记"),
		("马文才", "男 58 汉 群 小 农", "马家坝村八组", ""),
		("田晓凤", "女 30 白 党 专 村", "马家坝村", "副主任"),
	),
	"杨柳村选区": (
		("胡广生", "男 50 汉 党 初 村", "杨柳村", "主任"),
		("段学文", "男 39 白 群 初 农", "杨柳村四组", ""),
		("蔡金山", "男 64 汉 党 小 农", "杨柳村二组", "退休村干部"),
	),
	"桐子林村选区": (
		("唐兴旺", "男 46 汉 党 初 村", "桐子林村", "党支部书记"),
		("曹雪英", "女 42 汉 群 初 农", "桐子林村三组", ""),
	),
	"双河村选区": (
		("江海涛", "男 41 汉 党 高 村", "双河村", "党支部书记"),
		("龚平", "男 36 汉 群 初 农", "双河村一组", "养殖户"),
	),
	"石桥村选区": (
		("石万福", "男 57 汉 党 初 村", "石桥村", "主任"),
		("金永成", "男 44 汉 群 初 农", "石桥村二组", ""),
	),
	"茶园村选区": (
		("董春生", "男 48 汉 党 高 村", "茶园村", "党总支书记"),
		("苏秀琴", "女 37 汉 群 初 农", "茶园村茶叶合作社", "制茶工"),
		("韩志明", "男 43 汉 群 初 农", "茶园村四组", "茶农"),
	),
	"高峰村选区": (
		("李阿鲁", "男 52 彝 党 初 村", "高峰村", "党支部书记"),
		("阿卓木呷", "男 28 彝 群 中 农", "高峰村五组", ""),
		("沙玉花", "女 40 彝 群 小 农", "高峰村二组", ""),
	),
	"松林村选区": (
		("林国富", "男 49 汉 党 初 村", "松林村", "党支部书记"),
		("贺小平", "男 45 汉 群 初 农", "松林村三组", "护林员"),
	),
	"岩口村选区": (
		("郝长顺", "男 56 汉 党 初 村", "岩口村", "主任"),
		("尹芳", "女 33 汉 群 中 农", "岩口村一组", ""),
	),
	"工业园选区": (
		("程立群", "男 51 汉 党 专 企", "云溪竹木制品厂", "厂长"),
		("姚俊杰", "男 32 汉 群 专 工", "云溪食品有限公司", "车间主任"),
	),
}

# Moved away; in the by-election that followed, the last of the industrial park's deputies took the seat.
MOVED_AWAY = ("曾凡", "男 43 汉 群 专 企", "云溪食品有限公司", "原副总经理")
MOVED_FROM = "工业园选区"
MOVED_REASON = "户籍和工作单位迁往南屏县城关镇，依照代表法规定，代表资格终止。"
ELECTED_INSTEAD = "姚俊杰"

# Elected again from the term before: name and its constituency then.
ELECTED_AGAIN = {
	"周国平": "镇机关选区",
	"张富贵": "云溪村选区",
	"王建国": "青石村选区",
	"李国栋": "大坪村选区",
	"杨正华": "龙潭村选区",
	"马长春": "马家坝村选区",
	"马文才": "马家坝村选区",
	"董春生": "茶园村选区",
}

# leader and liaison of each group, in the order of the groups
LEADERS = ("刘志刚", "张富贵", "王建国", "李国栋", "杨正华", "马长春", "江海涛", "董春生", "林国富")
LIAISONS = ("黄丽华", "汤慧", "赵云飞", "徐海波", "周玉兰", "田晓凤", "曹雪英", "苏秀琴", "尹芳")


def birth_date(age: int, today: date, rng: random.Random) -> date:
	"""Return a date of birth that makes somebody `age` years old today and for some days more."""
	return add_months(today, -12 * age) - timedelta(days=rng.randint(20, 330))


def values_of(person: tuple, number: int, today: date, rng: random.Random) -> dict:
	"""Return the fields of a deputy from a line of the roster."""
	name, marks, workplace, post = person
	sex, age, nation, party, education, occupation = marks.split()
	return {
		"deputy_name": name,
		"gender": {"男": "Male", "女": "Female"}[sex],
		"birth_date": birth_date(int(age), today, rng),
		"ethnicity": NATION[nation],
		"political_party": PARTY[party],
		"education": EDUCATION[education],
		"occupation": OCCUPATION[occupation],
		"workplace": workplace,
		"post": post,
		"has_fixed_wage": int(occupation in WITH_WAGE),
		"phone": f"1990889{1000 + number * 37:04d}",
		"home_address": address(workplace, occupation),
	}


def address(workplace: str, occupation: str) -> str:
	"""Return where letters reach somebody: at home in the village, at the shop or school, in the town hall."""
	if occupation == "镇":
		return "云溪镇东街18号"
	return workplace if workplace.startswith("云溪镇") else f"云溪镇{workplace}"


def roster() -> list[tuple[str, tuple]]:
	"""Return (constituency, line) of everybody in office, in the order of the constituencies."""
	return [(constituency, line) for constituency, lines in ROSTER.items() for line in lines]
