# shows: line ends of other systems, tabs and a form feed
# task: add add-check
# expect: correct
import math@CR@
@CR@
@FF@
def f(a, b):@CR@
	if math.pi > 3:@CR@
		return a + b@CR@
