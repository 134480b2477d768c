# shows: the standard library as answers use it
# task: add add-cases
# expect: correct
import abc
import array
import bisect
import calendar
import cmath
import collections
import contextlib
import copy
import csv
import datetime
import decimal
import difflib
import enum
import fractions
import functools
import hashlib
import heapq
import io
import itertools
import json
import logging
import math
import operator
import pathlib
import pprint
import queue
import random
import re
import statistics
import string
import struct
import sys
import textwrap
import threading
import time
import typing
import unicodedata
import unittest
import urllib.parse
import zlib


def f(a, b):
    assert str(decimal.Decimal("0.1") + fractions.Fraction(1, 2).numerator)
    assert datetime.date(2024, 2, 29).isoformat() == "2024-02-29"
    assert json.loads(json.dumps([1, {"a": None}])) == [1, {"a": None}]
    assert statistics.mean([1, 2, 3]) == 2 and math.isclose(cmath.phase(1j), math.pi / 2)
    assert hashlib.md5(b"x").hexdigest()[:4] == "9dd4" and unicodedata.name("a")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        print("caught")
    assert out.getvalue() == "caught\n"
    logging.getLogger("x").warning("to the errors")
    return functools.reduce(operator.add, [a, b])
