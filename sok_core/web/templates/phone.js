(()=>{'use strict';
const $=id=>document.getElementById(id),D=JSON.parse($('d').textContent),W=D.words,base='/m/'+D.code,KEY='sok-'+D.code,
form=$('f'),box=$('t'),msg=$('m'),ask=$('a'),button=$('b'),esc=$('x');
let st=D.state,ahead=st.now-Date.now(),sending=false,editing=0,stash='',sure=false,again=0,es=null;
const mem={},get=k=>{try{return localStorage.getItem(k)}catch{return mem[k]||null}},
put=(k,v)=>{try{v?localStorage.setItem(k,v):localStorage.removeItem(k)}catch{mem[k]=v}},
out=()=>JSON.parse(get(KEY+'-out')||'[]'),keep=list=>{put(KEY+'-out',list.length?JSON.stringify(list):'');unsent()},
el=(tag,text,cls)=>{const e=document.createElement(tag);if(text)e.textContent=text;if(cls)e.className=cls;return e},
say=(text,bad)=>{msg.className=bad?'let':'ok';msg.textContent=text;msg.hidden=!text},
hide=(e,is)=>{e.hidden=is};
function unsent(){const u=$('u');u.replaceChildren(...out().map(n=>{const li=el('li','','n');li.append(el('b','…'),el('span',n.text));
li.lastChild.dir='auto';const d=el('div');d.append(el('span',n.why||W.waiting,'soft'));
if(n.why&&box){const b=el('button',W.put_back,'link');b.type='button';b.onclick=()=>{box.value=box.value?box.value+'\n'+n.text:n.text;typed();keep(out().filter(o=>o.key!==n.key))};d.append(b)}
li.append(d);return li}))}
unsent();if(!form)return;
const writing=()=>(st.phase==='open'||st.phase==='samen')&&!(st.timer&&st.timer.locks&&st.timer.ends_at<=Date.now()+ahead);
function typed(){const left=D.limit-[...box.value.trim()].length,r=$('r');r.textContent=(left<0?W.over:W.left).replace('%s',Math.abs(left));r.classList.toggle('too',left<0);if(!editing)put(KEY+'-draft',box.value)}
function line(n,own){const li=el('li','','n'),s=el('span',n.hidden?W.hidden:n.text);s.dir='auto';li.append(el('b',n.number),s);
if(own&&!n.hidden&&writing()&&st.question&&n.question===st.question.id){const d=el('div');
for(const[t,f]of[[W.change,()=>edit(n)],[W.take,()=>take(n)]]){const b=el('button',t,'link');b.type='button';b.append(el('span',' '+n.number,'vh'));b.onclick=f;d.append(b)}li.append(d)}return li}
function render(){const q=st.question,on=writing();$('q').textContent=q?q.text:st.meeting.title;document.title=$('q').textContent;
$('p').textContent=q?' · '+W.question.replace('%s',q.position).replace('%s',q.of):'';
document.querySelector('main').className='k'+(q?(q.position-1)%5+1:1);
$('w').textContent=!q?W.none:st.phase==='dicht'?W.wait:W.closed;hide($('w'),on);
hide(form,!on&&!box.value);hide(button,!on||!ask.hidden);hide(esc,!editing||!ask.hidden);button.textContent=editing?W.save:W.place;
const own=new Set(st.own.map(n=>n.id)),by=(a,b)=>b.number-a.number;
$('o').replaceChildren(...st.own.sort(by).map(n=>line(n,true)));hide($('os'),!st.own.length);
const shared=st.phase==='samen'||st.phase==='klaar';
$('n').replaceChildren(...(shared?st.notes.filter(n=>!own.has(n.id)).sort(by).map(n=>line(n)):[]));hide($('ns'),!shared)}
function tick(){const c=$('c');if(!st.timer){c.textContent='';return}
const s=Math.ceil((st.timer.ends_at-Date.now()-ahead)/1000),t=s>60?W.minutes.replace('%s',Math.ceil(s/60)):s>0?W.seconds.replace('%s',s):W.up;
if(c.textContent!==t){c.textContent=t;if(s<=0)render()}}
const call=async(path,body)=>{const r=await fetch(base+path,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(body),signal:AbortSignal.timeout?AbortSignal.timeout(8000):undefined});
let v={};try{v=await r.json()}catch{}return[r,v]};
async function flush(){if(sending)return;sending=true;clearTimeout(again);let wait=0;
for(const n of out()){if(n.why&&!(writing()&&n.question===(st.question||{}).id))continue;
try{const[r,v]=await call('/notes',{text:n.text,key:n.key,question:n.question});
if(r.ok){keep(out().filter(o=>o.key!==n.key));mine({id:v.id,number:v.number,text:v.text,question:n.question});say('✓ '+W.placed.replace('%s',v.number))}
else if(r.status===429||r.status>=500){wait=1000*(r.headers.get('retry-after')||3);say(W.busy,1);break}
else{say(v.message||W.failed,1);if(!box.value&&r.status===422){box.value=n.text;typed();keep(out().filter(o=>o.key!==n.key))}
else keep(out().map(o=>o.key===n.key?{...o,why:v.message||W.failed}:o));if(r.status===410)location.reload()}}
catch{wait=2500+Math.random()*1500;say(W.offline,1);break}}
sending=false;if(wait)again=setTimeout(flush,wait);render()}
function mine(n){if(!n.text&&!n.hidden)return;st.own=st.own.filter(o=>o.id!==n.id).concat(n)}
function personal(text){for(const k in D.patterns)if(new RegExp(D.patterns[k]).test(text))return W[k];return''}
function clear(){box.value=stash;stash='';editing=0;sure=false;hide(ask,true);typed();render()}
function edit(n){if(!editing)stash=box.value;editing=n.id;box.value=n.text;typed();render();box.focus()}
async function take(n){try{const[r,v]=await call('/notes/'+n.id,{delete:true});if(!r.ok)throw new Error(v.message||'');st.own=st.own.filter(o=>o.id!==n.id);say(W.taken);render()}catch(e){say(e.message&&e.name==='Error'?e.message:W.failed,1)}}
form.onsubmit=async e=>{e.preventDefault();const text=box.value.trim();if(!text)return say(W.empty,1);
if([...text].length>D.limit){typed();box.focus();return}
const why=!(e.submitter&&e.submitter.name==='sure')&&personal(text);
if(why){ask.firstChild.textContent=why;hide(ask,false);render();return}
hide(ask,true);
if(editing){const id=editing;try{const[r,v]=await call('/notes/'+id,{text});if(!r.ok)return say(v.message||W.failed,1);mine({...st.own.find(o=>o.id===id),text:v.text});say(W.changed);clear()}catch{say(W.failed,1)}return}
keep(out().concat({key:Date.now().toString(36)+Math.random().toString(36).slice(2),text,question:(st.question||{}).id}));clear();flush()};
ask.querySelector('a').onclick=e=>{e.preventDefault();hide(ask,true);render();box.focus()};
esc.onclick=e=>{e.preventDefault();clear()};box.oninput=typed;
async function read(){try{const r=await fetch(base+'/state',{cache:'no-store'});if(r.status===410||r.status===404)return location.reload();if(!r.ok)return;
const v=await r.json(),q=(st.question||{}).id;ahead=v.now-Date.now();st=v;if(box.value&&q&&q!==(v.question||{}).id)say(W.new_question,1);render();flush()}catch{}}
function hear(c){if(c.kind==='own')mine(c);else if(c.kind==='note')st.notes=st.notes.filter(n=>n.id!==c.id).concat(c);
else if(c.kind==='gone'){st.notes=st.notes.filter(n=>n.id!==c.id);st.own=st.own.filter(n=>n.id!==c.id)}
else if(c.kind==='meeting'){st.timer=c.timer;st.phase=c.phase;st.question=c.question}}
function listen(){if(es)es.close();es=new EventSource(base+'/events?since='+st.version);
es.onmessage=e=>{const v=JSON.parse(e.data);ahead=v.now-Date.now();st.version=v.version;v.changes.forEach(hear);render();flush()};
es.onopen=flush;es.addEventListener('reset',e=>{st.version=+e.lastEventId;setTimeout(read,Math.random()*300)});
es.onerror=()=>{if(es.readyState===2)setTimeout(()=>{read();listen()},2000+Math.random()*2000)}}
document.addEventListener('visibilitychange',()=>{if(!document.hidden){read();if(es.readyState===2)listen()}});
addEventListener('online',flush);
if(!box.value)box.value=get(KEY+'-draft')||'';typed();render();setInterval(tick,500);tick();flush();listen();
})();
