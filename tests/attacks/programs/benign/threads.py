# shows: threads that work, share and end
# task: add add-check
# expect: correct
import queue
import threading
from concurrent.futures import ThreadPoolExecutor



def f(a, b):
    done = queue.Queue()

    def work(number):
        done.put(number)
        return number

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(work, range(8)))
    return a + b if sum(numbers) == 28 and done.qsize() == 16 else None
