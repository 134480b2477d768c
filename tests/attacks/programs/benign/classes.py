# shows: objects of its own that tests make and use, as in MBPP
# assert: p = Point(1, 2)\nassert p.x == 1 and p.moved(3).x == 4
# assert: assert f(Point(1, 2), Point(3, 4)) == 6
# assert: assert max_x([Point(5, 2), Point(9, 4)]) == 9
# expect: correct


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def moved(self, by):
        return Point(self.x + by, self.y)


def f(a, b):
    return a.x + b.x + a.y


def max_x(points):
    return max(point.x for point in points)
