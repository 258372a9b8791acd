#!/usr/bin/env python3
"""move.py SRC DST NAME...: moves top-level definitions (function, table, struct) with their comment, in SRC's order.
DST is appended to, or made with the header on stdin."""
import re,sys,os
src,dst,names=sys.argv[1],sys.argv[2],sys.argv[3:]
lines=open(src).read().split('\n')
# chunks: separated by blank lines at depth 0
chunks=[];cur=[];depth=0;incom=False
for l in lines:
    code=re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'','',l)
    if not incom: code=re.sub(r'/\*.*?\*/','',code)
    if incom:
        if '*/' in code: incom=False; code=code.split('*/',1)[1]
        else: code=''
    if '/*' in code: incom=True; code=code.split('/*')[0]
    depth+=code.count('{')-code.count('}')
    if l=='' and depth==0 and not incom:
        chunks.append(cur);cur=[]
    else: cur.append(l)
if cur: chunks.append(cur)
moved=[];kept=[];found=set()
for c in chunks:
    t='\n'.join(c)
    t0=re.sub(r'/\*.*?\*/','',t,flags=re.S)
    head=t0.split('{')[0] if '{' in t0 else t0
    hit=[n for n in names if re.search(r'\b%s\b(?=\s*[\(\[=;{])|\bstruct %s\b'%(n,n),head) and not t0.strip().startswith('#include')]
    hit+= [n for n in names if re.search(r'^#define %s\b'%n,t0,re.M)]
    if hit: moved.append(c); found.update(hit)
    else: kept.append(c)
for n in names:
    if n not in found: print('NOT FOUND',n)
open(src,'w').write('\n\n'.join('\n'.join(c) for c in kept).rstrip('\n')+'\n')
if os.path.exists(dst): body=open(dst).read().rstrip('\n')
else: body=sys.stdin.read().rstrip('\n')
open(dst,'w').write(body+'\n\n'+'\n\n'.join('\n'.join(c) for c in moved).rstrip('\n')+'\n')
