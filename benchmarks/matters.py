"""What deputies of townships write about, for the benchmarks: each matter with two wordings of every sentence.

A matter: category, short name, two titles, facts, causes and demands. Each sentence is a pair of wordings that share
as few words as two people would who describe the same thing. {v} is a village, {g} a group of it, {n} and {m} numbers.
"""

from matters_life import LIFE
from matters_works import WORKS

MATTERS = (*WORKS, *LIFE)
FILLER = (
	"近年来，在党委、政府的坚强领导下，我镇经济社会各项事业取得了长足发展，人民群众的获得感、幸福感不断提升。",
	"实施乡村振兴战略，是新时代做好三农工作的总抓手，基础设施和公共服务是群众最关心最直接最现实的利益问题。",
	"在走访选民、召开座谈会的过程中，群众对这件事反映强烈，代表小组也作过实地调研，并与村干部交换了意见。",
	"上述问题如果长期得不到解决，不仅影响群众生产生活，也影响干群关系和基层治理的成效。",
	"以上建议妥否，请有关部门认真研究，并将办理情况及时答复代表和群众。",
)
AGAIN = (
	"这件事我们前年就提过，当时答复列入计划，到现在还没有动静，群众意见更大了。",
	"此前代表曾就此提出建议，承办单位答复正在研究，至今未见落实。",
)
FIRST = (
	"石青白龙马高河大小上下东西南北双三五七金银铜铁木水火土云月星阳花桃李柳松竹梅杨红黄黑紫王张陈刘赵周吴罗唐"
)
SECOND = "桥岩湾坪坝沟坡岭溪塘潭井泉峰山寨营屯庄坊铺店关口田园林洞滩头"
