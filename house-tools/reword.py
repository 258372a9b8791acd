#!/usr/bin/env python3
"""reword.py EDITS: blocks of  F path / O old / N new  lines. Old words are found across wrapped
comment lines; the paragraph around is wrapped again. O may be repeated before N? no: one each."""
import re,sys,os
W=100
def glue(words):
    return r'(?:[ \t]+|[ \t]*\n[ \t]*(?:\*(?!/)[ \t]+|//[ \t]*|#[ \t]*)?)'.join(re.escape(w) for w in words)
def wrap(words, first, rest):
    lines=[];cur=first
    empty=True
    for w in words:
        if not empty and len(cur)+1+len(w)>W:
            lines.append(cur); cur=rest; empty=True
        cur+= w if empty else ' '+w
        empty=False
    lines.append(cur)
    return lines
LIST=re.compile(r'^(-|\*|\d+[.)]) ')
def rewrap_c(s,a,b,new):
    # comment enclosing?
    st=s.rfind('/*',0,a+1); 
    inside= st>=0 and s.find('*/',st)>=a
    if not inside or s[s.rfind('\n',0,st)+1:st].strip():
        return s[:a]+new+s[b:]
    en=s.find('*/',st)+2
    ls=s.rfind('\n',0,st)+1
    indent=s[ls:st]
    MARK='\1'
    body=s[st:a]+MARK+new+MARK+s[b:en]
    lines=body.split('\n')
    # normalised (prefix,text)
    items=[]
    for i,l in enumerate(lines):
        if i==0:
            t=l[2:]; 
        else:
            t=re.sub(r'^\s*\*?(?!/)','',l,1) if not re.match(r'^\s*\*/',l) else None
        items.append(t)
    endown = items[-1] is None
    texts=items[:-1] if endown else items
    k0=next(i for i,t in enumerate(texts) if MARK in t)
    k1=max(i for i,t in enumerate(texts) if MARK in t)
    def ind(t):
        t=t.replace(MARK,'');return len(t)-len(t.lstrip())
    def isstart(i):
        t=texts[i].strip().replace(MARK,'')
        return LIST.match(t)
    def isruler(i): return i==0 and texts[i].strip().startswith('----')
    lo=k0
    while lo>0 and texts[lo-1].strip() and not isruler(lo-1) and not isstart(lo):
        if ind(texts[lo-1])!=ind(texts[lo]) and not isstart(lo-1): break
        lo-=1
        if isstart(lo): break
    hi=k1
    while hi+1<len(texts) and texts[hi+1].strip() and not isstart(hi+1) and (ind(texts[hi+1])==ind(texts[hi]) or (hi==lo and isstart(lo) )):
        hi+=1
    # table-like paragraphs: multiple inner spaces -> do not wrap
    para=[texts[i].replace(MARK,'') for i in range(lo,hi+1)]
    if any(re.search(r'\S {2,}\S',p) for p in para):
        return s[:a]+new+s[b:]
    last_has_end = (not endown) and hi==len(texts)-1
    words=' '.join(para).split()
    if last_has_end:
        if words[-1]=='*/': words=words[:-2]+[words[-2]+'\0*/']
        elif words[-1].endswith('*/'): words[-1]=words[-1][:-2]+'\0*/'
    i0=ind(texts[lo]) or 1
    i1=ind(texts[min(lo+1,hi)]) or 1
    first=indent+('/*' if lo==0 else ' *')+' '*i0
    rest=indent+' *'+' '*i1
    if lo==0 and i1!=i0 and hi>lo: rest=indent+' * '
    out=[l.replace('\0',' ') for l in wrap(words,first,rest)]
    # rebuild
    pre=lines[:lo]; post=lines[hi+1:]
    raw=[x for x in pre]
    raw[0:1]=[indent+pre[0]] if pre else []
    res='\n'.join(raw+out+post)
    return s[:ls]+res+s[en:]
def rewrap_lines(s,a,b,new,path):
    md=path.endswith('.md')
    ls=s.rfind('\n',0,a)+1
    line=s[ls:s.find('\n',a)]
    m=re.match(r'^([ \t]*)(#[ \t]+|//[ \t]+| \* )?',line)
    t=line.lstrip()
    if md:
        if t.startswith('|') or t.startswith('#'): return s[:a]+new.replace('\n',' ')+s[b:]
    elif not (m and m.group(2)): return s[:a]+new+s[b:]
    s=s[:a]+new+s[b:]
    lines=s.split('\n'); k=s.count('\n',0,a)
    if md:
        def ok(i): 
            t=lines[i]
            return t.strip() and not t.lstrip().startswith(('|','#','```'))
        lo=k
        while lo>0 and ok(lo-1) and not LIST.match(lines[lo].lstrip()): lo-=1
        hi=k
        while hi+1<len(lines) and ok(hi+1) and not LIST.match(lines[hi+1].lstrip()): hi+=1
        f=re.match(r'^\s*((-|\*|\d+[.)]) )?',lines[lo]).group(0)
        r=re.match(r'^\s*',lines[lo+1]).group(0) if hi>lo else ' '*len(f)
        words=' '.join(l.strip() for l in lines[lo:hi+1]).split()
        if f.strip(): words=words[1:]
        lines[lo:hi+1]=wrap(words,f,r)
        return '\n'.join(lines)
    p=m.group(0)
    def ok(i): return lines[i].startswith(p) and len(lines[i])>len(p) and lines[i][len(p)]!=' ' 
    lo=hi=k
    while lo>0 and ok(lo-1): lo-=1
    while hi+1<len(lines) and ok(hi+1): hi+=1
    if lines[lo].startswith('#!'): lo+=1
    if any(re.search(r'\S {2,}\S',x[len(p):]) for x in lines[lo:hi+1]) or not max(len(x) for x in lines[lo:hi+1])>=70:
        if len(lines[k])<=100: return '\n'.join(lines)
    words=' '.join(l[len(p):].strip() for l in lines[lo:hi+1]).split()
    lines[lo:hi+1]=wrap(words,p,p)
    return '\n'.join(lines)
def main():
    path=None;old=None;bad=0;done=0;s=None
    def save():
        if path and s is not None: open(path,'w',encoding='utf-8').write(s)
    for n,l in enumerate(open(sys.argv[1],encoding='utf-8'),1):
        l=l.rstrip('\n')
        if l.startswith('F '):
            save(); path=l[2:].strip()
            try: s=open(path,encoding='utf-8').read()
            except OSError: print('no file',path); s=None; path=None; bad+=1
        elif l.startswith('O '): old=l[2:]
        elif l.startswith('N') and old is not None:
            new=l[2:]
            if s is None: old=None; continue
            m=list(re.finditer(glue(old.split()),s))
            if len(m)!=1:
                print(f'{sys.argv[1]}:{n}: {path}: {len(m)} matches of: {old}'); bad+=1
            else:
                a,b=m[0].span()
                s=rewrap_c(s,a,b,new) if path.endswith(('.c','.h')) else rewrap_lines(s,a,b,new,path)
                done+=1
            old=None
    save(); print(done,'done,',bad,'bad')
main()
