# attacks: waits for what never comes: a lock, a signal, an event, itself
# task: secret
# expect: incorrect timeout
import select
import threading


def f(key):
    lock = threading.Lock()
    lock.acquire()
    threading.Thread(target=lock.acquire, daemon=True).start()
    select.select([], [], [])
    lock.acquire()
