import re,sys
exec(open('/work/own/house-tools/ctx.py').read().split('for f in sys.argv')[0])
P=re.compile(sys.argv[1],re.I)
for f in sys.argv[2:]:
    s=open(f).read()
    for a,b in spans(s):
        t=s[a:b]
        if P.search(t):
            n=s.count('\n',0,a)+1
            body=re.sub(r'\s*\n\s*\*?\s*',' ',t)
            for q in re.split(r'(?<=[.:;])\s+',body):
                if P.search(q):
                    lead=s[s.rfind('\n',0,a)+1:a].strip()
                    e=s.find('\n',b); nx=lead or s[e+1:s.find('\n',e+1)].strip()
                    print(f'{f}:{n}: {q}   <<{nx[:60]}>>')
