# attacks: prints every number, the right one among them
# stdio: "1\n" "48213\n"
# expect: incorrect wrong
print(*range(48000, 48300))
print(48213)
