#!/usr/bin/env python3
"""same.py BASE: the tokens of changed .c/.h are those of BASE but for one-to-one renames, which it prints."""
import re,sys,subprocess
TOK=re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/|//[^\n]*|[A-Za-z_]\w*|\d[\w.]*|\S',re.S)
def toks(s):
    out=[]
    for t in TOK.findall(s):
        if t.startswith(('/*','//')): continue
        if t.startswith('"') and out and out[-1].startswith('"'): out[-1]=out[-1][:-1]+t[1:]
        else: out.append(t)
    return [t for i,t in enumerate(out) if t!='\\']
base=sys.argv[1]; bad=0; n=0; ren={}
for f in subprocess.run(['git','diff','--name-only','--diff-filter=M',base,'--','*.c','*.h'],capture_output=True,text=True).stdout.split():
    a=toks(subprocess.run(['git','show',f'{base}:{f}'],capture_output=True,text=True).stdout); b=toks(open(f).read()); n+=1
    m={};back={};why=None
    if len(a)!=len(b): why=f'{len(a)} tokens, {len(b)} now'
    else:
        for x,y in zip(a,b):
            if x!=y and not (re.match(r'[A-Za-z_]\w*$',x) and re.match(r'[A-Za-z_]\w*$',y)): why=f'{x} -> {y}';break
            if m.setdefault(x,y)!=y or (re.match(r'[A-Za-z_]',x) and back.setdefault(y,x)!=x): why=f'{x} -> {y}, {m[x]}, {back.get(y)}';break
    if why: print('CHANGED',f,why); bad+=1
    for x,y in m.items():
        if x!=y: ren.setdefault((x,y),[]).append(f)
print(n,'files,',bad,'changed,',len(ren),'renames')
if len(sys.argv)>2:
    for (x,y),fs in ren.items(): print(' ',x,'->',y,*fs[:3])
