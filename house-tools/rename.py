#!/usr/bin/env python3
import re,sys,glob,subprocess
TOK=re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/|//[^\n]*|[A-Za-z_]\w*|.',re.S)
for l in open(sys.argv[1]):
    w=l.split()
    if not w: continue
    files=subprocess.run(['git','ls-files','--']+[w[0]],capture_output=True,text=True).stdout.split()
    m=dict(x.split('=') for x in w[1:]); seen=set()
    for f in files:
        s=open(f,encoding='utf-8').read()
        if not any(re.search(r'\b%s\b'%o,s) for o in m): continue
        for o,n in m.items():
            if len(files)==1 and re.search(r'\b%s\b'%n,re.sub(r'"(?:[^"\\]|\\.)*"','',s)): print('already there?',f,n)
        def r(t):
            t=t.group(0)
            if t in m: seen.add(t); return m[t]
            return t
        n=TOK.sub(r,s)
        open(f,'w',encoding='utf-8').write(n)
    for o in m:
        if o not in seen: print('not found',w[0],o)
