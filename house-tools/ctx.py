#!/usr/bin/env python3
"""ctx.py PATTERN FILE...: comments of C that match, whole, with two lines of code after."""
import re,sys
P=re.compile(sys.argv[1],re.I)
def spans(s):
    i=0;n=len(s)
    while i<n:
        c=s[i]
        if c in '"\'':
            j=i+1
            while j<n and s[j]!=c:
                j+=2 if s[j]=='\\' else 1
            i=j+1
        elif s.startswith('/*',i):
            j=s.index('*/',i)+2; yield i,j; i=j
        elif s.startswith('//',i):
            j=s.find('\n',i); yield i,j; i=j
        else: i+=1
for f in sys.argv[2:]:
    s=open(f,encoding='utf-8').read(); shown=set()
    for a,b in spans(s):
        if P.search(s[a:b]):
            la=s.rfind('\n',0,a)+1
            e=b
            for _ in range(2):
                k=s.find('\n',e+1); e=k if k>0 else len(s)
            # trailing comment: only its line
            if s[la:a].strip(): e=s.find('\n',b)
            print(f"## {f}:{s.count(chr(10),0,a)+1}\n{s[la:e]}")
    # code
    masked=list(s)
    for a,b in spans(s):
        for i in range(a,b):
            if masked[i]!='\n': masked[i]=' '
    for n,l in enumerate(''.join(masked).split('\n'),1):
        if P.search(l): print(f"== {f}:{n}: {l.strip()}")
