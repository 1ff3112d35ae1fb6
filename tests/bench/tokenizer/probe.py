import json,subprocess,sys
from tokenizers import Tokenizer
sys.path.insert(0,'/tmp')
def bs():
    keep=list(range(33,127))+list(range(161,173))+list(range(174,256)); m={};n=0
    for b in range(256):
        if b in keep: m[b]=chr(b)
        else: m[b]=chr(256+n); n+=1
    return m
M=bs()
BL={'type':'ByteLevel','add_prefix_space':False,'trim_offsets':False,'use_regex':False}
def tok(norm,pre):
    vocab={c:i for i,c in enumerate(M.values())}
    return {'version':'1.0','truncation':None,'padding':None,'added_tokens':[],'normalizer':norm,'pre_tokenizer':pre,'post_processor':None,'decoder':BL,
     'model':{'type':'BPE','dropout':None,'unk_token':None,'continuing_subword_prefix':None,'end_of_word_suffix':None,'fuse_unk':False,'byte_fallback':False,'vocab':vocab,'merges':[]}}
def wl(pre):
    d=tok(None,pre); d['model']={'type':'WordLevel','vocab':{'a':0,'[UNK]':1},'unk_token':'[UNK]'}; return d
S=lambda r,b='Isolated',i=False:{'type':'Split','pattern':{'Regex':r},'behavior':b,'invert':i}
cases={
 'NFC':tok({'type':'NFC'},BL),'NFD':tok({'type':'NFD'},BL),'NFKC':tok({'type':'NFKC'},BL),'NFKD':tok({'type':'NFKD'},BL),
 'Lowercase':tok({'type':'Lowercase'},BL),'StripAccents':tok({'type':'StripAccents'},BL),'Nmt':tok({'type':'Nmt'},BL),
 'Bert':tok({'type':'BertNormalizer','clean_text':True,'handle_chinese_chars':True,'strip_accents':None,'lowercase':True},BL),
 'Punctuation':wl({'type':'Punctuation','behavior':'Isolated'}),'Digits':wl({'type':'Digits','individual_digits':True}),
 'WhitespaceSplit':wl({'type':'WhitespaceSplit'}),'Whitespace':wl({'type':'Whitespace'}),
 'pL':wl(S(r'\p{L}(?<!a)')),'pN':wl(S(r'\p{N}')),'s':wl(S(r'\s')),'w':wl(S(r'\w(?<!a)')),'d':wl(S(r'\d')),'pM':wl(S(r'\p{M}')),'pP':wl(S(r'\p{P}')),'pS':wl(S(r'\p{S}')),'Lu':wl(S(r'\p{Lu}')),
 'BertClean':tok({'type':'BertNormalizer','clean_text':True,'handle_chinese_chars':False,'strip_accents':False,'lowercase':False},BL),'BertStrip':tok({'type':'BertNormalizer','clean_text':False,'handle_chinese_chars':False,'strip_accents':True,'lowercase':False},BL),
 'gpt2':wl({'type':'ByteLevel','add_prefix_space':False,'trim_offsets':False,'use_regex':True}),
}
cps=[c for c in range(1,0x110000) if not 0xd800<=c<0xe000 and not(0xf0000<=c) and not (0x30000<=c<0xe0000) and chr(c)!='a']
chunks=[cps[i:i+64] for i in range(0,len(cps),64)]
texts=['a'+''.join(chr(c)+'a' for c in ch) for ch in chunks]
open('/tmp/probe.txt','wb').write(b'\0'.join(t.encode() for t in texts)+b'\0')
for name in (sys.argv[1:] or cases):
    json.dump(cases[name],open('/tmp/probe.json','w'))
    t=Tokenizer.from_file('/tmp/probe.json')
    o=subprocess.run(['/work/wt/tok/build/bin/tokenizer_bench','print','/tmp/probe.json','/tmp/probe.txt'],capture_output=True)
    if o.returncode: print(name,'RC',o.stderr[-300:]); continue
    bad=[];boff=0
    for ch,s,l in zip(chunks,texts,o.stdout.decode().split('\n')):
        x=json.loads(l)
        e=t.encode(s)
        if e.ids==x['ids'] and [y for p in e.offsets for y in p]==x['offsets']: continue
        # locate by per-char offsets->ids map
        def per(ids,offs):
            d={}
            for i,p in zip(ids,offs): d.setdefault(p,[]).append(i)
            return d
        a=per(e.ids,e.offsets); b=per(x['ids'],[tuple(x['offsets'][i:i+2]) for i in range(0,len(x['offsets']),2)])
        n=0
        for i,c in enumerate(ch):
            k=(2*i+1,2*i+2)
            if a.get(k)!=b.get(k): bad.append(c); n+=1
        if not n: boff+=1
    r=[]
    for c in bad:
        if r and r[-1][1]==c-1: r[-1][1]=c
        else: r.append([c,c])
    print(name,len(bad),'other',boff,' '.join(f'{a:x}-{b:x}' if a!=b else f'{a:x}' for a,b in r),flush=True)
