# shows: modules with libraries of their own behind them
# task: add
# expect: correct
import bz2
import ctypes
import curses.ascii
import lzma
import mmap
import multiprocessing
import select
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import uuid
import xml.etree.ElementTree
import zoneinfo


def f(a, b):
    table = sqlite3.connect(":memory:")
    (total,) = table.execute("select ? + ?", (1, 2)).fetchone()
    assert total == 3 and bz2.decompress(bz2.compress(b"x")) == lzma.decompress(lzma.compress(b"x"))
    assert xml.etree.ElementTree.fromstring("<a><b/></a>")[0].tag == "b"
    return a + b
