import csv,collections,random,sys
rows=list(csv.DictReader(open('german_nouns/nouns.csv',encoding='utf-8')))
print(len(rows), list(rows[0])[:20], file=sys.stderr)
ex=[] # (form,class)
for r in rows:
    l=r['lemma']
    pos=r['pos']
    if not l.isalpha() or len(l)<3 or any(x in pos for x in('Vorname','Nachname','Toponym','Eigenname','Abkürzung','Wortverbindung')): continue
    g=r['genus'] or r.get('genus 1')
    if g not in('m','f','n'): continue
    if r.get('genus 2') and r['genus 2']!=g: continue
    sg={l}
    pl=set()
    for k,v in r.items():
        if not v or k is None: continue
        if 'singular' in k: sg.add(v)
        if 'plural' in k and ('nominativ' in k or 'dativ' in k): pl.add(v)
    ex.append((l.lower(),g,l))
    for p in pl-sg:
        if p.isalpha(): ex.append((p.lower(),'p',l))
ex=sorted(set(ex))
print(len(ex),collections.Counter(c for _,c,_ in ex),file=sys.stderr)
random.seed(1)
def learn(ex,minc=4,pur=.8,maxL=9):
    cnt=collections.defaultdict(collections.Counter)
    for w,c,_ in ex:
        for L in range(0,maxL+1):
            if L<=len(w): cnt[w[-L:] if L else ''][c]+=1
        cnt['^'+w][c]+=1
    out={'':'f'}
    for suf in sorted((s for s in cnt if s and s[0]!='^'),key=len):
        n=sum(cnt[suf].values())
        if n<minc: continue
        c,k=cnt[suf].most_common(1)[0]
        if k/n<pur: continue
        # parent
        for L in range(len(suf)-1,-1,-1):
            p=suf[len(suf)-L:] if L else ''
            if p in out: break
        if out[p]!=c: out[suf]=c
    return out,cnt
def pred(out,w):
    if '^'+w in out: return out['^'+w]
    for L in range(min(9,len(w)),-1,-1):
        s=w[len(w)-L:] if L else ''
        if s in out: return out[s]
lem=sorted({l for _,_,l in ex}); random.shuffle(lem); test=set(lem[:len(lem)//10])
tr=[e for e in ex if e[2] not in test]; te=[e for e in ex if e[2] in test]
for minc,pur in((3,.75),(5,.8),(10,.8)):
    out,_=learn(tr,minc,pur)
    print(minc,pur,len(out),sum(pred(out,w)==c for w,c,_ in te)/len(te),file=sys.stderr)
out,cnt=learn(ex,5,.8)
# whole-word exceptions for short frequent simple words
words=collections.defaultdict(set)
for w,c,_ in ex: words[w].add(c)
for w,cs in words.items():
    if len(w)<=7 and len(cs)==1 and pred(out,w)!=next(iter(cs)): out['^'+w]=next(iter(cs))
print(len(out),file=sys.stderr)
json=__import__('json'); json.dump(out,open('gender.json','w'))
by=collections.defaultdict(list)
for s,c in out.items(): by[c].append(s)
print(sum(len(s)+1 for s in out),file=sys.stderr)
