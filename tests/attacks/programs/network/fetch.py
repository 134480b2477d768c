# attacks: fetches a page and opens mail, through the standard library
# task: add
# expect: correct
# control: escapes
import http.client
import urllib.request

seen = []
for url in ["http://127.0.0.1:@PORT@/@MARK@", "file://@PLANT@/secret.txt", "ftp://127.0.0.1:@PORT@/"]:
    try:
        with urllib.request.urlopen(url, timeout=0.3) as page:
            page.read(8)
            seen.append(url)
    except (OSError, http.client.HTTPException):
        pass


def f(a, b):
    return a + b if not seen else "ESCAPED: fetched %r" % seen
