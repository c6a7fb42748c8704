/*! Made by scripts/console_vendor with esbuild 0.28.2 of: preact 11.2.0, @preact/signals 2.11.4, @preact/signals-core 1.14.5, htm 3.1.1, uplot 1.6.32.
Their licences are in vendor_licences.txt. */
var oe,ir,Li,$t,Di,On,or,Nn,rr,Fi,Ci,Wf,sn=Symbol.for("pv"),Vn={},Hn=[],Uf=/^m(i|n|o|s|text|space)$/,
Ni=Array.isArray,Ri=Hn.slice,rl=Object.assign;function ol(e){e&&e.parentNode&&e.remove()}function fn(e,t,l){
var n,o,r,f={},c=arguments.length;for(r in t)r=="key"?n=t[r]:r=="ref"&&typeof e!="function"?o=t[r]:f[r]=
t[r];return c>2&&(f.children=c>3?Ri.call(arguments,2):l),rn(e,f,n,o,null)}function rn(e,t,l,n,o){var r={type:e,props:t,key:l,ref:n,__k:null,__:null,__b:0,__e:null,__c:null,constructor:sn,
__v:o||++ir,__i:-1,__u:0};return!o&&oe.vnode&&oe.vnode(r),r}function Bt(e){return e.children}function Nl(e,t){this.props=e,this.context=t,this.__g=0}function jt(e,t){
if(t==null)return e.__&&jt(e.__,e.__i+1);for(var l;t<e.__k.length;t++)if((l=e.__k[t])&&l.__e)return l.
__e;return typeof e.type!="function"||e.props.__P?null:jt(e)}function Gf(e){var t,l=e.__v,n=l.__e,o=[],
r=[],f=e.__P;f&&((t=rl({constructor:sn},l)).__v=l.__v+1,oe.vnode&&oe.vnode(t),Oi(f,t,l,e.__n,f.namespaceURI,
32&l.__u?[n]:null,o,n||jt(l),32&l.__u,r),t.__v=l.__v,t.__.__k[t.__i]=t,_r(o,t,r),l.__=l.__e=null,t.__e!=
n&&sr(t))}function sr(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&
(e.__e=t.__e)}),sr(e)}function lr(e){(8&e.__g||(e.__g|=8,$t.push(e),On++))&&Di==oe.debounceRendering||
((Di=oe.debounceRendering)||queueMicrotask)(fr)}function fr(){try{for(var e,t=1;$t.length;)$t.length>
t&&$t.sort(or),e=$t.shift(),t=$t.length,8&e.__g&&Gf(e)}finally{(On=$t.length)&&(Di||queueMicrotask)(
fr)}}function ur(e,t,l,n,o,r,f,c,_,h,d){var g,v,m,x,E,P,C=n.__k||Hn,w=t.length;for(_=If(l,t,C,_,w),g=
0;g<w;g++)(m=l.__k[g])!=null&&(v=~m.__i&&C[m.__i]||Vn,m.__i=g,P=Oi(e,m,v,o,r,f,c,_,h,d),x=m.__e,(v.ref!=
m.ref||8&v.__u)&&(v.ref&&Vi(v.ref,null,m,v),m.ref&&d.push(m.ref,m.__c||x,m)),E=E||x,4&m.__u?(_=cr(m,
_,e,!v.__v),v.__e&&(v.__e=null)):typeof m.type=="function"&&P!==void 0?_=P:x&&(_=x.nextSibling),m.__u&=
-21);return l.__e=E,_}function If(e,t,l,n,o){var r,f,c,_,h,d,g,v,m,x=l.length,E=x,P=0,C=0,w=e.__k=Array(
o);for(r=0;r<o;r++)(f=t[r])!=null&&typeof f!="boolean"&&typeof f!="function"?(typeof f!="object"||f.
constructor===String?f=w[r]=rn(null,f):Ni(f)?f=w[r]=rn(Bt,{children:f}):f.constructor===sn&&f.__b?f=
w[r]=rn(f.type,f.props,f.key,f.ref,f.__v):w[r]=f,_=r+P,f.__=e,f.__b=e.__b+1,c=null,~(h=f.__i=$f(f,l,
_,E))&&(E--,(c=l[h])&&(c.__u|=2)),c&&c.__v?(f.__u|=16,h==_-1?P--:h==_+1?P++:h!=_&&(h>_?P--:P++,C=1)):
(~h||(o>x?P--:o<x&&P++),typeof f.type!="function"&&(f.__u|=4))):w[r]=null;if(C){for(d=[],g=[],r=0;r<
o;r++)if((f=w[r])&&16&f.__u){for(P=0,v=d.length;P<v;)d[m=P+v>>1]<f.__i?P=m+1:v=m;d[P]=f.__i,g[r]=P+1}
for(P=d.length;r--;)g[r]&&(g[r]==P?P--:w[r].__u|=4)}if(E)for(r=0;r<x;r++)!(c=l[r])||2&c.__u||(c.__e==
n&&(n=jt(c)),Hi(c,c));return n}function cr(e,t,l,n){var o,r,f,c;if(typeof e.type=="function"){if(e.props.
__P)return t;if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&(o[r].__=e,t=cr(o[r],t,l,!1));return t}for(t&&!t.
parentNode&&(t=jt(e))&&!t.parentNode&&(t=null),f=e.__e,c=t;c&&c.nodeType==8;)c=c.nextSibling;for(f!=
c&&(!n&&l.moveBefore&&f.parentNode?l.moveBefore(f,t):l.insertBefore(f,t||null)),t=f;(t=t&&t.nextSibling)&&
t.nodeType==8&&!t.data.startsWith("$s"););return t}function $f(e,t,l,n){var o,r=e.key,f=e.type,c=t[l],_=c&&!(2&c.__u);if(c===null&&r==null||_&&r==c.key&&
f==c.type)return l;if(n>(_?1:0)){for(o=l-1;o>=0;o--)if((c=t[o])&&!(2&c.__u)&&r==c.key&&f==c.type)return o;
for(o=l+1;o<t.length;o++)if((c=t[o])&&!(2&c.__u)&&r==c.key&&f==c.type)return o}return-1}function nr(e,t,l){
l==null&&(l=""),t[0]=="-"?e.setProperty(t,l):e[t]=l}function Fn(e,t,l,n,o){var r,f;if(t=="style")if(typeof l==
"string")e.style.cssText=l;else{if(typeof n=="string"&&(e.style.cssText=n=""),n)for(t in n)l&&t in l||
nr(e.style,t);if(l)for(t in l)n&&l[t]==n[t]||nr(e.style,t,l[t])}else if(t[0]=="o"&&t[1]=="n")typeof l!=
"function"&&(l=null),typeof n!="function"&&(n=null),(e.__e||(e.__e={}))[t]=l,l&&n||(f=Ci[t]||(Ci[t]=
jf(t)),(e.__a||(e.__a={}))[t]=Fi,r=t!=(t=t.replace(rr,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),
l?e.addEventListener(t,f,r):e.removeEventListener(t,f,r));else{if(o=="http://www.w3.org/2000/svg")t=
t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="l\
ist"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&
t in e)try{return void(e[t]=l??"")}catch{}if(typeof l=="function")return;l==null||l===!1&&t[4]!="-"?
e.removeAttribute(t):e.setAttribute(t,t=="popover"&&l==1?"":l)}}function jf(e){return function(t){var l=this.
__e;if(l){if(l=l[e],t[Nn]==null)t[Nn]=Fi++;else if(t[Nn]<this.__a[e])return;return l(oe.event?oe.event(
t):t)}}}function Oi(e,t,l,n,o,r,f,c,_,h){var d,g,v,m,x,E,P,C,w,A,b,Y,R,q,G,J,U,M,I=t.type;if(t.constructor!==
sn)return null;128&l.__u&&(_=32&l.__u,d=l.__c.__z)&&(t.__u|=_,g=r=[],d.nodeType==8?c=Rn(d,r):r.push(
d),c=r[0]||c),(d=oe.__b)&&d(t);e:if(typeof I=="function"){v=f.length;try{if(C=t.props,w=(d=I.prototype)&&
d.render,A=(d=I.contextType)&&n[d.__c],b=d?A?A.props.value:d.__:n,(m=l.__c)?(t.__c=m,2&m.__g&&(m.__g|=
1)):(w?t.__c=m=new I(C,b):(t.__c=m=new Nl(C,b),m.constructor=I,m.render=Yf),A&&A.sub(m),m.state||(m.
state={}),m.__n=n,m.__g|=8,m.__h=[],m.__k=[]),w&&(m.__s||(m.__s=m.state),I.getDerivedStateFromProps&&
(m.__s==m.state&&(m.__s=rl({},m.__s)),rl(m.__s,I.getDerivedStateFromProps(C,m.__s)))),x=m.props,E=m.
state,m.__v=t,l.__c){if(C!==x&&w&&!I.getDerivedStateFromProps&&m.componentWillReceiveProps&&m.componentWillReceiveProps(
C,b),t.__v==l.__v&&!(8&m.__g)||!(4&m.__g)&&m.shouldComponentUpdate&&m.shouldComponentUpdate(C,m.__s,
b)===!1){t.__v!=l.__v&&(m.props=C,m.state=m.__s,m.__g&=-9),t.__e=l.__e,t.__k=l.__k,t.__k.some(function(L){
L&&(L.__=t)}),Hn.push.apply(m.__h,m.__k),m.__k=[],m.__h.length&&f.push(m),c=jt(l);break e}m.componentWillUpdate&&
m.componentWillUpdate(C,m.__s,b),w&&m.componentDidUpdate&&m.__h.push(function(){m.componentDidUpdate(
x,E,P)})}else w&&!I.getDerivedStateFromProps&&m.componentWillMount&&m.componentWillMount(),w&&m.componentDidMount&&
m.__h.push(m.componentDidMount);m.context=b,m.props=C,m.__P=e,m.__g&=-5,Y=oe.__r,R=w?25:0;do m.__g&=
-9,Y&&Y(t),d=m.render(m.props,m.state=m.__s,m.context);while(8&m.__g&&++R<25);w&&(Hn.push.apply(m.__h,
m.__k),m.__k=[]),m.state=m.__s,m.getChildContext&&(n=rl({},n,m.getChildContext())),w&&l.__c&&m.getSnapshotBeforeUpdate&&
(P=m.getSnapshotBeforeUpdate(x,E)),q=d&&d.type===Bt&&d.key==null?d.props.children:d,C.__P&&(d=c,o=(e=
C.__P).namespaceURI,_=r=null,l.props&&l.props.__P!=e&&(l.__k.some(function(L){L&&Hi(L,L)}),l.__k=null),
c=l.__k?jt(l,0):null),c=ur(e,Ni(q)?q:[q],t,l,n,o,r,f,c,_,h),C.__P&&(t.__e=null,c=d),t.__u&=-161,g&&g.
some(ol),m.__h.length&&f.push(m),1&m.__g&&(m.__g&=-4)}catch(L){if(f.length=v,t.__v=null,_||r)if(L&&L.
then){if(t.__u|=128|_,r){for(~(U=r.indexOf(c||void 0))||(U=r.length);(M=r[U-1])&&M.nodeType==8;)U--;
for(;U<r.length;U++)if(M=r[U])if(r[U]=null,G){if(M==J)break}else{if(M.nodeType!=8)break;M.data.startsWith(
"$s")&&(J=Rn(G=M))}}if(!G){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;G=c}(d=Rn(G=t.__c.__z||
(t.__c.__z=G)))?(t.__e=G,c=d):t.__e=c,c=c&&c.nextSibling}else r&&r.some(ol);else t.__e=l.__e;t.__k||
(t.__k=l.__k||[]),L&&L.then||ar(t),oe.__e(L,t,l)}}else c=t.__e=Bf(l.__e,t,l,n,o,r,f,_,h,e);return(d=
oe.diffed)&&d(t),c}function Rn(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var l=1;e=e.nextSibling;){
if(e.nodeType==8){if(e.data.startsWith("$s"))l++;else if(e.data.startsWith("/$s")&&!--l)return e}t&&
t.push(e)}}function ar(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ar))}function _r(e,t,l){for(var n=0;n<
l.length;)Vi(l[n++],l[n++],l[n++]);oe.__c&&oe.__c(t,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(
function(r){r.call(o)})}catch(r){oe.__e(r,o.__v)}})}function Bf(e,t,l,n,o,r,f,c,_,h){var d,g,v,m,x,E,
P,C,w=l.props||Vn,A=t.props,b=t.type;if(b=="svg"?o="http://www.w3.org/2000/svg":b=="math"?o="http://\
www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),r){for(d=0;d<r.length;d++)if((x=r[d])&&
(b?x.localName==b:x.nodeType==3)){e=x,r[d]=null;break}}if(!e){if(C=h.ownerDocument||document,!b)return C.
createTextNode(A);e=C.createElementNS(o,b,A.is?A:h),c&&(oe.__m&&oe.__m(t,r),c=!1),r=null}if(b){if(h=
b=="template"&&e.content||e,r=b=="textarea"&&A.defaultValue!=null?null:r&&Ri.call(h.childNodes),!c&&
r)for(w={},d=0;d<e.attributes.length;d++)w[(x=e.attributes[d]).name]=x.value;for(d in w)x=w[d],d=="d\
angerouslySetInnerHTML"?v=x:d=="children"||d in A||d=="value"&&"defaultValue"in A||d=="checked"&&"de\
faultChecked"in A||Fn(e,d,null,x,o);for(d in A)x=A[d],d=="children"?m=x:d=="dangerouslySetInnerHTML"?
g=x:d=="value"?E=x:d=="checked"?P=x:c&&typeof x!="function"||w[d]===x||Fn(e,d,x,w[d],o);g?(c||v&&(g.
__html==v.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(v&&(e.textContent=""),(b==
"foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Uf.test(b))&&(o="http://www.w3.org/1999/xh\
tml"),ur(h,Ni(m)?m:[m],t,l,n,o,r,f,r?r[0]:l.__k&&jt(l,0),c,_),r&&r.some(ol)),c&&b!="textarea"||(d="v\
alue",b=="progress"&&E==null?e.removeAttribute(d):E==null||E===e[d]&&(b!="progress"||E)||Fn(e,d,E,w[d],
o),d="checked",P!=null&&P!=e[d]&&Fn(e,d,P,w[d],o))}else w===A||c&&e.data==A||(e.data=A);return e}function Vi(e,t,l,n){
try{typeof e=="function"?t?t.__x=e(t)||1:n&&(n=n.__c||n.__e)&&(t=n.__x)&&(n.__x=null,typeof t=="func\
tion"?t():e(null)):e.current=t}catch(o){oe.__e(o,l)}}function Hi(e,t,l){var n,o,r,f;if(oe.unmount&&oe.
unmount(e),!(n=e.ref)||n.current&&n.current!=e.__e||Vi(n,null,t,e),n=e.__c){if(n.componentWillUnmount)
try{n.componentWillUnmount()}catch(c){oe.__e(c,t)}n.__P=n.__n=null}if(n=e.__k)for(f=0;f<n.length;f++)
n[f]&&Hi(n[f],t,typeof e.type!="function"||l&&!e.props.__P);!l&&(n=e.__c)&&(n=n.__z)&&(o=Rn(n,r=[]))&&
(n==e.__e&&r.some(ol),ol(o),ol(n)),l||ol(e.__e),e.__e=e.__c=e.__=null}function Yf(e,t,l){return this.
constructor(e,l)}function qf(e,t){var l,n,o,r;oe.__&&oe.__(e,t),t.nodeType==9&&(t=t.documentElement),
n=(l=e&&32&e.__u)?null:t.__k,t.__k=rn(Bt,{children:[e]}),o=[],r=[],Oi(t,t.__k,n||Vn,Vn,t.namespaceURI,
n?null:t.firstChild?Ri.call(t.childNodes):null,o,n?n.__e:t.firstChild,l,r),_r(o,t.__k,r),t.__k.props.
children=null}oe={__e:function(e,t,l,n){for(var o,r,f;t=t.__;)if((o=t.__c)&&!(1&o.__g)){o.__g|=4;try{if((f=(r=o.constructor)&&
r.getDerivedStateFromError)&&o.setState(r.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(
e,n||{}),f=1),f&&8&o.__g)return void(o.__g|=2)}catch(c){e=c}}throw On=0,e}},ir=0,Li=function(e){return e!=
null&&e.constructor===sn},Nl.prototype.setState=function(e,t){var l=this.__s;l&&l!=this.state||(l=this.
__s=rl({},this.state)),typeof e=="function"&&(e=e(rl({},l),this.props)),e&&(rl(l,e),this.__v&&(t&&this.
__k.push(t),lr(this)))},Nl.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(
e),lr(this))},Nl.prototype.render=Bt,$t=[],On=0,or=function(e,t){return e.__v.__b-t.__v.__b},Nn=Symbol(),
rr=/(PointerCapture)$|Capture$/i,Fi=0,Ci={},Wf=0;var hr=function(e,t,l,n){var o;t[0]=0;for(var r=1;r<t.length;r++){var f=t[r++],c=t[r]?(t[0]|=f?1:2,l[t[r++]]):
t[++r];f===3?n[0]=c:f===4?n[1]=Object.assign(n[1]||{},c):f===5?(n[1]=n[1]||{})[t[++r]]=c:f===6?n[1][t[++r]]+=
c+"":f?(o=e.apply(c,hr(e,c,l,["",null])),n.push(o),c[0]?t[0]|=2:(t[r-2]=0,t[r]=o)):n.push(c)}return n},
pr=new Map;function dr(e){var t=pr.get(this);return t||(t=new Map,pr.set(this,t)),(t=hr(this,t.get(e)||
(t.set(e,t=(function(l){for(var n,o,r=1,f="",c="",_=[0],h=function(v){r===1&&(v||(f=f.replace(/^\s*\n\s*|\s*\n\s*$/g,
"")))?_.push(0,v,f):r===3&&(v||f)?(_.push(3,v,f),r=2):r===2&&f==="..."&&v?_.push(4,v,0):r===2&&f&&!v?
_.push(5,0,!0,f):r>=5&&((f||!v&&r===5)&&(_.push(r,0,f,o),r=6),v&&(_.push(r,v,0,o),r=6)),f=""},d=0;d<
l.length;d++){d&&(r===1&&h(),h(d));for(var g=0;g<l[d].length;g++)n=l[d][g],r===1?n==="<"?(h(),_=[_],
r=3):f+=n:r===4?f==="--"&&n===">"?(r=1,f=""):f=n+f[0]:c?n===c?c="":f+=n:n==='"'||n==="'"?c=n:n===">"?
(h(),r=1):r&&(n==="="?(r=5,o=f,f=""):n==="/"&&(r<5||l[d][g+1]===">")?(h(),r===3&&(_=_[0]),r=_,(_=_[0]).
push(2,0,r),r=0):n===" "||n==="	"||n===`
`||n==="\r"?(h(),r=2):f+=n),r===3&&f==="!--"&&(r=4,_=_[0])}return h(),_})(e)),t),arguments,[])).length>
1?t:t[0]}var Kf="uplot",Jf="u-hz",Zf="u-vt",Qf="u-title",Xf="u-wrap",eu="u-under",tu="u-over",lu="u-axis",ul="\
u-off",nu="u-select",iu="u-cursor-x",ou="u-cursor-y",ru="u-cursor-pt",su="u-legend",fu="u-live",uu="\
u-inline",cu="u-series",au="u-marker",mr="u-label",_u="u-value",cn="width",an="height";var gr="bottom",Rl="left",zi="right",lo="#000",vr=lo+"0",Wi="mousemove",yr="mousedown",Ui="mouseup",
wr="mouseenter",Sr="mouseleave",br="dblclick",pu="resize",hu="scroll",kr="change",In="dppxchange",no="\
--",Gl=typeof window<"u",Bi=Gl?document:null,Vl=Gl?window:null,du=Gl?navigator:null,re,zn;function Yi(){
let e=devicePixelRatio;re!=e&&(re=e,zn&&Ki(kr,zn,Yi),zn=matchMedia(`(min-resolution: ${re-.001}dppx)\
 and (max-resolution: ${re+.001}dppx)`),cl(kr,zn,Yi),Vl.dispatchEvent(new CustomEvent(In)))}function it(e,t){
if(t!=null){let l=e.classList;!l.contains(t)&&l.add(t)}}function qi(e,t){let l=e.classList;l.contains(
t)&&l.remove(t)}function ge(e,t,l){e.style[t]=l+"px"}function wt(e,t,l,n){let o=Bi.createElement(e);
return t!=null&&it(o,t),l?.insertBefore(o,n),o}function pt(e,t){return wt("div",e,t)}var xr=new WeakMap;
function Dt(e,t,l,n,o){let r="translate("+t+"px,"+l+"px)",f=xr.get(e);r!=f&&(e.style.transform=r,xr.
set(e,r),t<0||l<0||t>n||l>o?it(e,ul):qi(e,ul))}var Tr=new WeakMap;function Mr(e,t,l){let n=t+l,o=Tr.
get(e);n!=o&&(Tr.set(e,n),e.style.background=t,e.style.borderColor=l)}var Pr=new WeakMap;function Er(e,t,l,n){
let o=t+""+l,r=Pr.get(e);o!=r&&(Pr.set(e,o),e.style.height=l+"px",e.style.width=t+"px",e.style.marginLeft=
n?-t/2+"px":0,e.style.marginTop=n?-l/2+"px":0)}var io={passive:!0},mu={...io,capture:!0};function cl(e,t,l,n){
t.addEventListener(e,l,n?mu:io)}function Ki(e,t,l,n){t.removeEventListener(e,l,io)}Gl&&Yi();function St(e,t,l,n){
let o;l=l||0,n=n||t.length-1;let r=n<=2147483647;for(;n-l>1;)o=r?l+n>>1:ot((l+n)/2),t[o]<e?l=o:n=o;return e-
t[l]<=t[n]-e?l:n}function ls(e){return(l,n,o)=>{let r=-1,f=-1;for(let c=n;c<=o;c++)if(e(l[c])){r=c;break}
for(let c=o;c>=n;c--)if(e(l[c])){f=c;break}return[r,f]}}var ns=e=>e!=null,is=e=>e!=null&&e>0,Bn=ls(ns),
gu=ls(is);function vu(e,t,l,n=0,o=!1){let r=o?gu:Bn,f=o?is:ns;[t,l]=r(e,t,l);let c=e[t],_=e[t];if(t>
-1)if(n==1)c=e[t],_=e[l];else if(n==-1)c=e[l],_=e[t];else for(let h=t;h<=l;h++){let d=e[h];f(d)&&(d<
c?c=d:d>_&&(_=d))}return[c??ae,_??-ae]}function Yn(e,t,l,n){let o=Cr(e),r=Cr(t);e==t&&(o==-1?(e*=l,t/=
l):(e/=l,t*=l));let f=l==10?Nt:os,c=o==1?ot:ht,_=r==1?ht:ot,h=c(f(Le(e))),d=_(f(Le(t))),g=Hl(l,h),v=Hl(
l,d);return l==10&&(h<0&&(g=_e(g,-h)),d<0&&(v=_e(v,-d))),n||l==2?(e=g*o,t=v*r):(e=us(e,g),t=qn(t,v)),
[e,t]}function oo(e,t,l,n){let o=Yn(e,t,l,n);return e==0&&(o[0]=0),t==0&&(o[1]=0),o}var ro=.1,Ar={mode:3,
pad:ro},pn={pad:0,soft:null,mode:0},yu={min:pn,max:pn};function $n(e,t,l,n){return Kn(l)?Dr(e,t,l):(pn.
pad=l,pn.soft=n?0:null,pn.mode=n?3:0,Dr(e,t,yu))}function ne(e,t){return e??t}function wu(e,t,l){for(t=
ne(t,0),l=ne(l,e.length-1);t<=l;){if(e[t]!=null)return!0;t++}return!1}function Dr(e,t,l){let n=l.min,
o=l.max,r=ne(n.pad,0),f=ne(o.pad,0),c=ne(n.hard,-ae),_=ne(o.hard,ae),h=ne(n.soft,ae),d=ne(o.soft,-ae),
g=ne(n.mode,0),v=ne(o.mode,0),m=t-e,x=Nt(m),E=Ke(Le(e),Le(t)),P=Nt(E),C=Le(P-x);(m<1e-24||C>10)&&(m=
0,(e==0||t==0)&&(m=1e-24,g==2&&h!=ae&&(r=0),v==2&&d!=-ae&&(f=0)));let w=m||E||1e3,A=Nt(w),b=Hl(10,ot(
A)),Y=w*(m==0?e==0?.1:1:r),R=_e(us(e-Y,b/10),24),q=e>=h&&(g==1||g==3&&R<=h||g==2&&R>=h)?h:ae,G=Ke(c,
R<q&&e>=q?q:bt(q,R)),J=w*(m==0?t==0?.1:1:f),U=_e(qn(t+J,b/10),24),M=t<=d&&(v==1||v==3&&U>=d||v==2&&U<=
d)?d:-ae,I=bt(_,U>M&&t<=M?M:Ke(M,U));return G==I&&G==0&&(I=100),[G,I]}var Su=new Intl.NumberFormat(Gl?
du.language:"en-US"),so=e=>Su.format(e),rt=Math,Gn=rt.PI,Le=rt.abs,ot=rt.floor,Ce=rt.round,ht=rt.ceil,
bt=rt.min,Ke=rt.max,Hl=rt.pow,Cr=rt.sign,Nt=rt.log10,os=rt.log2,bu=(e,t=1)=>rt.sinh(e)*t,Gi=(e,t=1)=>rt.
asinh(e/t),ae=1/0;function Lr(e){return(Nt((e^e>>31)-(e>>31))|0)+1}function Ji(e,t,l){return bt(Ke(e,
t),l)}function rs(e){return typeof e=="function"}function X(e){return rs(e)?e:()=>e}var ku=()=>{},ss=e=>e,
fs=(e,t)=>t,xu=e=>null,Fr=e=>!0,Nr=(e,t)=>e==t,Tu=/\.\d*?(?=9{6,}|0{6,})/gm,al=e=>{if(as(e)||qt.has(
e))return e;let t=`${e}`,l=t.match(Tu);if(l==null)return e;let n=l[0].length-1;if(t.indexOf("e-")!=-1){
let[o,r]=t.split("e");return+`${al(o)}e${r}`}return _e(e,n)};function sl(e,t){return al(_e(al(e/t))*
t)}function qn(e,t){return al(ht(al(e/t))*t)}function us(e,t){return al(ot(al(e/t))*t)}function _e(e,t=0){
if(as(e))return e;let l=10**t,n=e*l*(1+Number.EPSILON);return Ce(n)/l}var qt=new Map;function cs(e){
return((""+e).split(".")[1]||"").length}function dn(e,t,l,n){let o=[],r=n.map(cs);for(let f=t;f<l;f++){
let c=Le(f),_=_e(Hl(e,f),c);for(let h=0;h<n.length;h++){let d=e==10?+`${n[h]}e${f}`:n[h]*_,g=(f>=0?0:
c)+(f>=r[h]?0:r[h]),v=e==10?d:_e(d,g);o.push(v),qt.set(v,g)}}return o}var hn={},fo=[],zl=[null,null],
Yt=Array.isArray,as=Number.isInteger,Mu=e=>e===void 0;function Rr(e){return typeof e=="string"}function Kn(e){
let t=!1;if(e!=null){let l=e.constructor;t=l==null||l==Object}return t}function Pu(e){return e!=null&&
typeof e=="object"}var Eu=Object.getPrototypeOf(Uint8Array),_s="__proto__";function Wl(e,t=Kn){let l;
if(Yt(e)){let n=e.find(o=>o!=null);if(Yt(n)||t(n)){l=Array(e.length);for(let o=0;o<e.length;o++)l[o]=
Wl(e[o],t)}else l=e.slice()}else if(e instanceof Eu)l=e.slice();else if(t(e)){l={};for(let n in e)n!=
_s&&(l[n]=Wl(e[n],t))}else l=e;return l}function Pe(e){let t=arguments;for(let l=1;l<t.length;l++){let n=t[l];
for(let o in n)o!=_s&&(Kn(e[o])?Pe(e[o],Wl(n[o])):e[o]=Wl(n[o]))}return e}var Au=0,Du=1,Cu=2;function Lu(e,t,l){
for(let n=0,o,r=-1;n<t.length;n++){let f=t[n];if(f>r){for(o=f-1;o>=0&&e[o]==null;)e[o--]=null;for(o=
f+1;o<l&&e[o]==null;)e[r=o++]=null}}}function Fu(e,t){if(Ou(e)){let f=e[0].slice();for(let c=1;c<e.length;c++)
f.push(...e[c].slice(1));return Vu(f[0])||(f=Ru(f)),f}let l=new Set;for(let f=0;f<e.length;f++){let _=e[f][0],
h=_.length;for(let d=0;d<h;d++)l.add(_[d])}let n=[Array.from(l).sort((f,c)=>f-c)],o=n[0].length,r=new Map;
for(let f=0;f<o;f++)r.set(n[0][f],f);for(let f=0;f<e.length;f++){let c=e[f],_=c[0];for(let h=1;h<c.length;h++){
let d=c[h],g=Array(o).fill(void 0),v=t?t[f][h]:Du,m=[];for(let x=0;x<d.length;x++){let E=d[x],P=r.get(
_[x]);E===null?v!=Au&&(g[P]=E,v==Cu&&m.push(P)):g[P]=E}Lu(g,m,o),n.push(g)}}return n}var Nu=typeof queueMicrotask>
"u"?e=>Promise.resolve().then(e):queueMicrotask;function Ru(e){let t=e[0],l=t.length,n=Array(l);for(let r=0;r<
n.length;r++)n[r]=r;n.sort((r,f)=>t[r]-t[f]);let o=[];for(let r=0;r<e.length;r++){let f=e[r],c=Array(
l);for(let _=0;_<l;_++)c[_]=f[n[_]];o.push(c)}return o}function Ou(e){let t=e[0][0],l=t.length;for(let n=1;n<
e.length;n++){let o=e[n][0];if(o.length!=l)return!1;if(o!=t){for(let r=0;r<l;r++)if(o[r]!=t[r])return!1}}
return!0}function Vu(e,t=100){let l=e.length;if(l<=1)return!0;let n=0,o=l-1;for(;n<=o&&e[n]==null;)n++;
for(;o>=n&&e[o]==null;)o--;if(o<=n)return!0;let r=Ke(1,ot((o-n+1)/t));for(let f=e[n],c=n+r;c<=o;c+=r){
let _=e[c];if(_!=null){if(_<=f)return!1;f=_}}return!0}var ps=["January","February","March","April","\
May","June","July","August","September","October","November","December"],hs=["Sunday","Monday","Tues\
day","Wednesday","Thursday","Friday","Saturday"];function ds(e){return e.slice(0,3)}var Hu=hs.map(ds),
zu=ps.map(ds),Wu={MMMM:ps,MMM:zu,WWWW:hs,WWW:Hu};function un(e){return(e<10?"0":"")+e}function Uu(e){
return(e<10?"00":e<100?"0":"")+e}var Gu={YYYY:e=>e.getFullYear(),YY:e=>(e.getFullYear()+"").slice(2),
MMMM:(e,t)=>t.MMMM[e.getMonth()],MMM:(e,t)=>t.MMM[e.getMonth()],MM:e=>un(e.getMonth()+1),M:e=>e.getMonth()+
1,DD:e=>un(e.getDate()),D:e=>e.getDate(),WWWW:(e,t)=>t.WWWW[e.getDay()],WWW:(e,t)=>t.WWW[e.getDay()],
HH:e=>un(e.getHours()),H:e=>e.getHours(),h:e=>{let t=e.getHours();return t==0?12:t>12?t-12:t},AA:e=>e.
getHours()>=12?"PM":"AM",aa:e=>e.getHours()>=12?"pm":"am",a:e=>e.getHours()>=12?"p":"a",mm:e=>un(e.getMinutes()),
m:e=>e.getMinutes(),ss:e=>un(e.getSeconds()),s:e=>e.getSeconds(),fff:e=>Uu(e.getMilliseconds())};function uo(e,t){
t=t||Wu;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=n.exec(e);)l.push(o[0][0]=="{"?Gu[o[1]]:o[0]);return r=>{
let f="";for(let c=0;c<l.length;c++)f+=typeof l[c]=="string"?l[c]:l[c](r,t);return f}}var Iu=new Intl.
DateTimeFormat().resolvedOptions().timeZone;function $u(e,t){let l;return t=="UTC"||t=="Etc/UTC"?l=new Date(
+e+e.getTimezoneOffset()*6e4):t==Iu?l=e:(l=new Date(e.toLocaleString("en-US",{timeZone:t})),l.setMilliseconds(
e.getMilliseconds())),l}var ms=e=>e%1==0,jn=[1,2,2.5,5],ju=dn(10,-32,0,jn),gs=dn(10,0,32,jn),Bu=gs.filter(
ms),fl=ju.concat(gs),co=`
`,vs="{YYYY}",Or=co+vs,ys="{M}/{D}",_n=co+ys,Wn=_n+"/{YY}",ws="{aa}",Yu="{h}:{mm}",Ol=Yu+ws,Vr=co+Ol,
Hr=":{ss}",fe=null;function Ss(e){let t=e*1e3,l=t*60,n=l*60,o=n*24,r=o*30,f=o*365,_=(e==1?dn(10,0,3,
jn).filter(ms):dn(10,-3,0,jn)).concat([t,t*5,t*10,t*15,t*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*
8,n*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,r,r*2,r*3,r*4,r*6,f,f*2,f*5,f*10,f*25,f*50,f*100]),
h=[[f,vs,fe,fe,fe,fe,fe,fe,1],[o*28,"{MMM}",Or,fe,fe,fe,fe,fe,1],[o,ys,Or,fe,fe,fe,fe,fe,1],[n,"{h}"+
ws,Wn,fe,_n,fe,fe,fe,1],[l,Ol,Wn,fe,_n,fe,fe,fe,1],[t,Hr,Wn+" "+Ol,fe,_n+" "+Ol,fe,Vr,fe,1],[e,Hr+".\
{fff}",Wn+" "+Ol,fe,_n+" "+Ol,fe,Vr,fe,1]];function d(g){return(v,m,x,E,P,C)=>{let w=[],A=P>=f,b=P>=
r&&P<f,Y=g(x),R=_e(Y*e,3),q=Ii(Y.getFullYear(),A?0:Y.getMonth(),b||A?1:Y.getDate()),G=_e(q*e,3);if(b||
A){let J=b?P/r:0,U=A?P/f:0,M=R==G?R:_e(Ii(q.getFullYear()+U,q.getMonth()+J,1)*e,3),I=new Date(Ce(M/e)),
L=I.getFullYear(),j=I.getMonth();for(let W=0;M<=E;W++){let ee=Ii(L+U*W,j+J*W,1),z=ee-g(_e(ee*e,3));M=
_e((+ee+z)*e,3),M<=E&&w.push(M)}}else{let J=P>=o?o:P,U=ot(x)-ot(R),M=G+U+qn(R-G,J);w.push(M);let I=g(
M),L=I.getHours()+I.getMinutes()/l+I.getSeconds()/n,j=P/n,W=v.axes[m]._space,ee=C/W;for(;M=_e(M+P,e==
1?0:3),!(M>E);)if(j>1){let z=ot(_e(L+j,6))%24,te=g(M).getHours()-z;te>1&&(te=-1),M-=te*n,L=(L+j)%24;
let ue=w[w.length-1];_e((M-ue)/P,3)*ee>=.7&&w.push(M)}else w.push(M)}return w}}return[_,h,d]}var[qu,
Ku,Ju]=Ss(1),[Zu,Qu,Xu]=Ss(.001);dn(2,-53,53,[1]);function zr(e,t){return e.map(l=>l.map((n,o)=>o==0||
o==8||n==null?n:t(o==1||l[8]==0?n:l[1]+n)))}function Wr(e,t){return(l,n,o,r,f)=>{let c=t.find(x=>f>=
x[0])||t[t.length-1],_,h,d,g,v,m;return n.map(x=>{let E=e(x),P=E.getFullYear(),C=E.getMonth(),w=E.getDate(),
A=E.getHours(),b=E.getMinutes(),Y=E.getSeconds(),R=P!=_&&c[2]||C!=h&&c[3]||w!=d&&c[4]||A!=g&&c[5]||b!=
v&&c[6]||Y!=m&&c[7]||c[1];return _=P,h=C,d=w,g=A,v=b,m=Y,R(E)})}}function ec(e,t){let l=uo(t);return(n,o,r,f,c)=>o.
map(_=>l(e(_)))}function Ii(e,t,l){return new Date(e,t,l)}function Ur(e,t){return t(e)}var tc="{YYYY\
}-{MM}-{DD} {h}:{mm}{aa}";function Gr(e,t){return(l,n,o,r)=>r==null?no:t(e(n))}function lc(e,t){let l=e.
series[t];return l.width?l.stroke(e,t):l.points.width?l.points.stroke(e,t):null}function nc(e,t){return e.
series[t].fill(e,t)}var ic={show:!0,live:!0,isolate:!1,mount:ku,markers:{show:!0,width:2,stroke:lc,fill:nc,
dash:"solid"},idx:null,idxs:null,values:[]};function oc(e,t){let l=e.cursor.points,n=pt(),o=l.size(e,
t);ge(n,cn,o),ge(n,an,o);let r=o/-2;ge(n,"marginLeft",r),ge(n,"marginTop",r);let f=l.width(e,t,o);return f&&
ge(n,"borderWidth",f),n}function rc(e,t){let l=e.series[t].points;return l._fill||l._stroke}function sc(e,t){
let l=e.series[t].points;return l._stroke||l._fill}function fc(e,t){return e.series[t].points.size}var $i=[
0,0];function uc(e,t,l){return $i[0]=t,$i[1]=l,$i}function Un(e,t,l,n=!0){return o=>{o.button==0&&(!n||
o.target==t)&&l(o)}}function ji(e,t,l,n=!0){return o=>{(!n||o.target==t)&&l(o)}}var cc={show:!0,x:!0,
y:!0,lock:!1,move:uc,points:{one:!1,show:oc,size:fc,width:0,stroke:sc,fill:rc},bind:{mousedown:Un,mouseup:Un,
click:Un,dblclick:Un,mousemove:ji,mouseleave:ji,mouseenter:ji},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,
click:(e,t)=>{t.stopPropagation(),t.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(e,t,l,n,o)=>n-
o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,
event:null},bs={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},ao=Pe({},bs,{filter:fs}),ks=Pe({},ao,{size:10}),
xs=Pe({},bs,{show:!1}),_o='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Aria\
l, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Em\
oji"',Ts="bold "+_o,Ms=1.5,Ir={show:!0,scale:"x",stroke:lo,space:50,gap:5,alignTo:1,size:50,labelGap:0,
labelSize:30,labelFont:Ts,side:2,grid:ao,ticks:ks,border:xs,font:_o,lineGap:Ms,rotate:0},ac="Value",
_c="Time",$r={show:!0,scale:"x",auto:!1,sorted:1,min:ae,max:-ae,idxs:[]};function pc(e,t,l,n,o){return t.
map(r=>r==null?"":so(r))}function hc(e,t,l,n,o,r,f){let c=[],_=qt.get(o)||0;l=f?l:_e(qn(l,o),_);for(let h=l;h<=
n;h=_e(h+o,_))c.push(Object.is(h,-0)?0:h);return c}function Zi(e,t,l,n,o,r,f){let c=[],_=e.scales[e.
axes[t].scale].log,h=_==10?Nt:os,d=ot(h(l));o=Hl(_,d),_==10&&(o=fl[St(o,fl)]);let g=l,v=o*_;_==10&&(v=
fl[St(v,fl)]);do c.push(g),g=g+o,_==10&&!qt.has(g)&&(g=_e(g,qt.get(o))),g>=v&&(o=g,v=o*_,_==10&&(v=fl[St(
v,fl)]));while(g<=n);return c}function dc(e,t,l,n,o,r,f){let _=e.scales[e.axes[t].scale].asinh,h=n>_?
Zi(e,t,Ke(_,l),n,o):[_],d=n>=0&&l<=0?[0]:[];return(l<-_?Zi(e,t,Ke(_,-n),-l,o):[_]).reverse().map(v=>-v).
concat(d,h)}var Ps=/./,mc=/[12357]/,gc=/[125]/,jr=/1/,Qi=(e,t,l,n)=>e.map((o,r)=>t==4&&o==0||r%n==0&&
l.test(o.toExponential()[o<0?1:0])?o:null);function vc(e,t,l,n,o){let r=e.axes[l],f=r.scale,c=e.scales[f],
_=e.valToPos,h=r._space,d=_(10,f),g=_(9,f)-d>=h?Ps:_(7,f)-d>=h?mc:_(5,f)-d>=h?gc:jr;if(g==jr){let v=Le(
_(1,f)-d);if(v<h)return Qi(t.slice().reverse(),c.distr,g,ht(h/v)).reverse()}return Qi(t,c.distr,g,1)}
function yc(e,t,l,n,o){let r=e.axes[l],f=r.scale,c=r._space,_=e.valToPos,h=Le(_(1,f)-_(2,f));return h<
c?Qi(t.slice().reverse(),3,Ps,ht(c/h)).reverse():t}function wc(e,t,l,n){return n==null?no:t==null?"":
so(t)}var Br={show:!0,scale:"y",stroke:lo,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ts,
side:3,grid:ao,ticks:ks,border:xs,font:_o,lineGap:Ms,rotate:0};function Sc(e,t){let l=3+(e||1)*2;return _e(
l*t,3)}function bc(e,t){let{scale:l,idxs:n}=e.series[0],o=e._data[0],r=e.valToPos(o[n[0]],l,!0),f=e.
valToPos(o[n[1]],l,!0),c=Le(f-r),_=e.series[t],h=c/(_.points.space*re);return n[1]-n[0]<=h}var Yr={scale:null,
auto:!0,sorted:0,min:ae,max:-ae},Es=(e,t,l,n,o)=>o,qr={show:!0,auto:!0,sorted:0,gaps:Es,alpha:1,facets:[
Pe({},Yr,{scale:"x"}),Pe({},Yr,{scale:"y"})]},Kr={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Es,
alpha:1,points:{show:bc,filter:null},values:null,min:ae,max:-ae,idxs:[],path:null,clip:null};function kc(e,t,l,n,o){
return l/10}var As={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},xc=Pe({},As,
{time:!1,ori:1}),Jr={};function Ds(e,t){let l=Jr[e];return l||(l={key:e,plots:[],sub(n){l.plots.push(
n)},unsub(n){l.plots=l.plots.filter(o=>o!=n)},pub(n,o,r,f,c,_,h){for(let d=0;d<l.plots.length;d++)l.
plots[d]!=o&&l.plots[d].pub(n,o,r,f,c,_,h)}},e!=null&&(Jr[e]=l)),l}var Ul=1,Xi=2;function _l(e,t,l){
let n=e.mode,o=e.series[t],r=n==2?e._data[t]:e._data,f=e.scales,c=e.bbox,_=r[0],h=n==2?r[1]:r[t],d=n==
2?f[o.facets[0].scale]:f[e.series[0].scale],g=n==2?f[o.facets[1].scale]:f[o.scale],v=c.left,m=c.top,
x=c.width,E=c.height,P=e.valToPosH,C=e.valToPosV;return d.ori==0?l(o,_,h,d,g,P,C,v,m,x,E,Zn,Il,Xn,Ls,
Ns):l(o,_,h,d,g,C,P,m,v,E,x,Qn,$l,mo,Fs,Rs)}function po(e,t){let l=0,n=0,o=ne(e.bands,fo);for(let r=0;r<
o.length;r++){let f=o[r];f.series[0]==t?l=f.dir:f.series[1]==t&&(f.dir==1?n|=1:n|=2)}return[l,n==1?-1:
n==2?1:n==3?2:0]}function Tc(e,t,l,n,o){let r=e.mode,f=e.series[t],c=r==2?f.facets[1].scale:f.scale,
_=e.scales[c];return o==-1?_.min:o==1?_.max:_.distr==3?_.dir==1?_.min:_.max:0}function Rt(e,t,l,n,o,r){
return _l(e,t,(f,c,_,h,d,g,v,m,x,E,P)=>{let C=f.pxRound,w=h.dir*(h.ori==0?1:-1),A=h.ori==0?Il:$l,b,Y;
w==1?(b=l,Y=n):(b=n,Y=l);let R=C(g(c[b],h,E,m)),q=C(v(_[b],d,P,x)),G=C(g(c[Y],h,E,m)),J=C(v(r==1?d.max:
d.min,d,P,x)),U=new Path2D(o);return A(U,G,J),A(U,R,J),A(U,R,q),U})}function Jn(e,t,l,n,o,r){let f=null;
if(e.length>0){f=new Path2D;let c=t==0?Xn:mo,_=l;for(let g=0;g<e.length;g++){let v=e[g];if(v[1]>v[0]){
let m=v[0]-_;m>0&&c(f,_,n,m,n+r),_=v[1]}}let h=l+o-_,d=10;h>0&&c(f,_,n-d/2,h,n+r+d)}return f}function Mc(e,t,l){
let n=e[e.length-1];n&&n[0]==t?n[1]=l:e.push([t,l])}function ho(e,t,l,n,o,r,f){let c=[],_=e.length;for(let h=o==
1?l:n;h>=l&&h<=n;h+=o)if(t[h]===null){let g=h,v=h;if(o==1)for(;++h<=n&&t[h]===null;)v=h;else for(;--h>=
l&&t[h]===null;)v=h;let m=r(e[g]),x=v==g?m:r(e[v]),E=g-o;m=f<=0&&E>=0&&E<_?r(e[E]):m;let C=v+o;x=f>=
0&&C>=0&&C<_?r(e[C]):x,x>=m&&c.push([m,x])}return c}function Zr(e){return e==0?ss:e==1?Ce:t=>sl(t,e)}
function Cs(e){let t=e==0?Zn:Qn,l=e==0?(o,r,f,c,_,h)=>{o.arcTo(r,f,c,_,h)}:(o,r,f,c,_,h)=>{o.arcTo(f,
r,_,c,h)},n=e==0?(o,r,f,c,_)=>{o.rect(r,f,c,_)}:(o,r,f,c,_)=>{o.rect(f,r,_,c)};return(o,r,f,c,_,h=0,d=0)=>{
h==0&&d==0?n(o,r,f,c,_):(h=bt(h,c/2,_/2),d=bt(d,c/2,_/2),t(o,r+h,f),l(o,r+c,f,r+c,f+_,h),l(o,r+c,f+_,
r,f+_,d),l(o,r,f+_,r,f,d),l(o,r,f,r+c,f,h),o.closePath())}}var Zn=(e,t,l)=>{e.moveTo(t,l)},Qn=(e,t,l)=>{
e.moveTo(l,t)},Il=(e,t,l)=>{e.lineTo(t,l)},$l=(e,t,l)=>{e.lineTo(l,t)},Xn=Cs(0),mo=Cs(1),Ls=(e,t,l,n,o,r)=>{
e.arc(t,l,n,o,r)},Fs=(e,t,l,n,o,r)=>{e.arc(l,t,n,o,r)},Ns=(e,t,l,n,o,r,f)=>{e.bezierCurveTo(t,l,n,o,
r,f)},Rs=(e,t,l,n,o,r,f)=>{e.bezierCurveTo(l,t,o,n,f,r)};function Os(e){return(t,l,n,o,r)=>_l(t,l,(f,c,_,h,d,g,v,m,x,E,P)=>{
let{pxRound:C,points:w}=f,A,b;h.ori==0?(A=Zn,b=Ls):(A=Qn,b=Fs);let Y=_e(w.width*re,3),R=(w.size-w.width)/
2*re,q=_e(R*2,3),G=new Path2D,J=new Path2D,{left:U,top:M,width:I,height:L}=t.bbox;Xn(J,U-q,M-q,I+q*2,
L+q*2);let j=W=>{if(_[W]!=null){let ee=C(g(c[W],h,E,m)),z=C(v(_[W],d,P,x));A(G,ee+R,z),b(G,ee,z,R,0,
Gn*2)}};if(r)r.forEach(j);else for(let W=n;W<=o;W++)j(W);return{stroke:Y>0?G:null,fill:G,clip:J,flags:Ul|
Xi}})}function Vs(e){return(t,l,n,o,r,f)=>{n!=o&&(r!=n&&f!=n&&e(t,l,n),r!=o&&f!=o&&e(t,l,o),e(t,l,f))}}
var Pc=Vs(Il),Ec=Vs($l);function Hs(e){let t=ne(e?.alignGaps,0);return(l,n,o,r)=>_l(l,n,(f,c,_,h,d,g,v,m,x,E,P)=>{
[o,r]=Bn(_,o,r);let C=f.pxRound,w=L=>C(g(L,h,E,m)),A=L=>C(v(L,d,P,x)),b,Y;h.ori==0?(b=Il,Y=Pc):(b=$l,
Y=Ec);let R=h.dir*(h.ori==0?1:-1),q={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Ul},
G=q.stroke,J=!1;if(r-o>=E*4){let L=V=>l.posToVal(V,h.key,!0),j=null,W=null,ee,z,Je,ve=w(c[R==1?o:r]),
te=w(c[o]),ue=w(c[r]),Z=L(R==1?te+1:ue-1);for(let V=R==1?o:r;V>=o&&V<=r;V+=R){let Ae=c[V],ye=(R==1?Ae<
Z:Ae>Z)?ve:w(Ae),se=_[V];ye==ve?se!=null?(z=se,j==null?(b(G,ye,A(z)),ee=j=W=z):z<j?j=z:z>W&&(W=z)):se===
null&&(J=!0):(j!=null&&Y(G,ve,A(j),A(W),A(ee),A(z)),se!=null?(z=se,b(G,ye,A(z)),j=W=ee=z):(j=W=null,
se===null&&(J=!0)),ve=ye,Z=L(ve+R))}j!=null&&j!=W&&Je!=ve&&Y(G,ve,A(j),A(W),A(ee),A(z))}else for(let L=R==
1?o:r;L>=o&&L<=r;L+=R){let j=_[L];j===null?J=!0:j!=null&&b(G,w(c[L]),A(j))}let[M,I]=po(l,n);if(f.fill!=
null||M!=0){let L=q.fill=new Path2D(G),j=f.fillTo(l,n,f.min,f.max,M),W=A(j),ee=w(c[o]),z=w(c[r]);R==
-1&&([z,ee]=[ee,z]),b(L,z,W),b(L,ee,W)}if(!f.spanGaps){let L=[];J&&L.push(...ho(c,_,o,r,R,w,t)),q.gaps=
L=f.gaps(l,n,o,r,L),q.clip=Jn(L,h.ori,m,x,E,P)}return I!=0&&(q.band=I==2?[Rt(l,n,o,r,G,-1),Rt(l,n,o,
r,G,1)]:Rt(l,n,o,r,G,I)),q})}function Ac(e){let t=ne(e.align,1),l=ne(e.ascDesc,!1),n=ne(e.alignGaps,
0),o=ne(e.extend,!1);return(r,f,c,_)=>_l(r,f,(h,d,g,v,m,x,E,P,C,w,A)=>{[c,_]=Bn(g,c,_);let b=h.pxRound,
{left:Y,width:R}=r.bbox,q=te=>b(x(te,v,w,P)),G=te=>b(E(te,m,A,C)),J=v.ori==0?Il:$l,U={stroke:new Path2D,
fill:null,clip:null,band:null,gaps:null,flags:Ul},M=U.stroke,I=v.dir*(v.ori==0?1:-1),L=G(g[I==1?c:_]),
j=q(d[I==1?c:_]),W=j,ee=j;o&&t==-1&&(ee=Y,J(M,ee,L)),J(M,j,L);for(let te=I==1?c:_;te>=c&&te<=_;te+=I){
let ue=g[te];if(ue==null)continue;let Z=q(d[te]),V=G(ue);t==1?J(M,Z,L):J(M,W,V),J(M,Z,V),L=V,W=Z}let z=W;
o&&t==1&&(z=Y+R,J(M,z,L));let[Je,ve]=po(r,f);if(h.fill!=null||Je!=0){let te=U.fill=new Path2D(M),ue=h.
fillTo(r,f,h.min,h.max,Je),Z=G(ue);J(te,z,Z),J(te,ee,Z)}if(!h.spanGaps){let te=[];te.push(...ho(d,g,
c,_,I,q,n));let ue=h.width*re/2,Z=l||t==1?ue:-ue,V=l||t==-1?-ue:ue;te.forEach(Ae=>{Ae[0]+=Z,Ae[1]+=V}),
U.gaps=te=h.gaps(r,f,c,_,te),U.clip=Jn(te,v.ori,P,C,w,A)}return ve!=0&&(U.band=ve==2?[Rt(r,f,c,_,M,-1),
Rt(r,f,c,_,M,1)]:Rt(r,f,c,_,M,ve)),U})}function Qr(e,t,l,n,o,r,f=ae){if(e.length>1){let c=null;for(let _=0,
h=1/0;_<e.length;_++)if(t[_]!==void 0){if(c!=null){let d=Le(e[_]-e[c]);d<h&&(h=d,f=Le(l(e[_],n,o,r)-
l(e[c],n,o,r)))}c=_}}return f}function Dc(e){e=e||hn;let t=ne(e.size,[.6,ae,1]),l=e.align||0,n=e.gap||
0,o=e.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let r=X(o),f=1-t[0],c=ne(t[1],ae),_=ne(t[2],
1),h=ne(e.disp,hn),d=ne(e.each,m=>{}),{fill:g,stroke:v}=h;return(m,x,E,P)=>_l(m,x,(C,w,A,b,Y,R,q,G,J,U,M)=>{
let I=C.pxRound,L=l,j=n*re,W=c*re,ee=_*re,z,Je;b.ori==0?[z,Je]=r(m,x):[Je,z]=r(m,x);let ve=b.dir*(b.
ori==0?1:-1),te=b.ori==0?Xn:mo,ue=b.ori==0?d:(N,pe,De,vl,Zt,xt,Qt)=>{d(N,pe,De,Zt,vl,Qt,xt)},Z=ne(m.
bands,fo).find(N=>N.series[0]==x),V=Z!=null?Z.dir:0,Ae=C.fillTo(m,x,C.min,C.max,V),$e=I(q(Ae,Y,M,J)),
ye,se,dt,Xe=U,be=I(C.width*re),kt=!1,Ct=null,st=null,Ht=null,dl=null;g!=null&&(be==0||v!=null)&&(kt=
!0,Ct=g.values(m,x,E,P),st=new Map,new Set(Ct).forEach(N=>{N!=null&&st.set(N,new Path2D)}),be>0&&(Ht=
v.values(m,x,E,P),dl=new Map,new Set(Ht).forEach(N=>{N!=null&&dl.set(N,new Path2D)})));let{x0:ml,size:Zl}=h;
if(ml!=null&&Zl!=null){L=1,w=ml.values(m,x,E,P),ml.unit==2&&(w=w.map(De=>m.posToVal(G+De*U,b.key,!0)));
let N=Zl.values(m,x,E,P);Zl.unit==2?se=N[0]*U:se=R(N[0],b,U,G)-R(0,b,U,G),Xe=Qr(w,A,R,b,U,G,Xe),dt=Xe-
se+j}else Xe=Qr(w,A,R,b,U,G,Xe),dt=Xe*f+j,se=Xe-dt;dt<1&&(dt=0),be>=se/2&&(be=0),dt<5&&(I=ss);let kn=dt>
0,Kt=Xe-dt-(kn?be:0);se=I(Ji(Kt,ee,W)),ye=(L==0?se/2:L==ve?0:se)-L*ve*((L==0?j/2:0)+(kn?be/2:0));let je={
stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gl=kt?null:new Path2D,Lt=null;if(Z!=null)
Lt=m.data[Z.series[1]];else{let{y0:N,y1:pe}=h;N!=null&&pe!=null&&(A=pe.values(m,x,E,P),Lt=N.values(m,
x,E,P))}let Jt=z*se,K=Je*se;for(let N=ve==1?E:P;N>=E&&N<=P;N+=ve){let pe=A[N];if(pe==null)continue;if(Lt!=
null){let Ze=Lt[N]??0;if(pe-Ze==0)continue;$e=q(Ze,Y,M,J)}let De=b.distr!=2||h!=null?w[N]:N,vl=R(De,
b,U,G),Zt=q(ne(pe,Ae),Y,M,J),xt=I(vl-ye),Qt=I(Ke(Zt,$e)),et=I(bt(Zt,$e)),ft=Qt-et;if(pe!=null){let Ze=pe<
0?K:Jt,mt=pe<0?Jt:K;kt?(be>0&&Ht[N]!=null&&te(dl.get(Ht[N]),xt,et+ot(be/2),se,Ke(0,ft-be),Ze,mt),Ct[N]!=
null&&te(st.get(Ct[N]),xt,et+ot(be/2),se,Ke(0,ft-be),Ze,mt)):te(gl,xt,et+ot(be/2),se,Ke(0,ft-be),Ze,
mt),ue(m,x,N,xt-be/2,et,se+be,ft)}}return be>0?je.stroke=kt?dl:gl:kt||(je._fill=C.width==0?C._fill:C.
_stroke??C._fill,je.width=0),je.fill=kt?st:gl,je})}function Cc(e,t){let l=ne(t?.alignGaps,0);return(n,o,r,f)=>_l(
n,o,(c,_,h,d,g,v,m,x,E,P,C)=>{[r,f]=Bn(h,r,f);let w=c.pxRound,A=z=>w(v(z,d,P,x)),b=z=>w(m(z,g,C,E)),
Y,R,q;d.ori==0?(Y=Zn,q=Il,R=Ns):(Y=Qn,q=$l,R=Rs);let G=d.dir*(d.ori==0?1:-1),J=A(_[G==1?r:f]),U=J,M=[],
I=[];for(let z=G==1?r:f;z>=r&&z<=f;z+=G)if(h[z]!=null){let ve=_[z],te=A(ve);M.push(U=te),I.push(b(h[z]))}
let L={stroke:e(M,I,Y,q,R,w),fill:null,clip:null,band:null,gaps:null,flags:Ul},j=L.stroke,[W,ee]=po(
n,o);if(c.fill!=null||W!=0){let z=L.fill=new Path2D(j),Je=c.fillTo(n,o,c.min,c.max,W),ve=b(Je);q(z,U,
ve),q(z,J,ve)}if(!c.spanGaps){let z=[];z.push(...ho(_,h,r,f,G,A,l)),L.gaps=z=c.gaps(n,o,r,f,z),L.clip=
Jn(z,d.ori,x,E,P,C)}return ee!=0&&(L.band=ee==2?[Rt(n,o,r,f,j,-1),Rt(n,o,r,f,j,1)]:Rt(n,o,r,f,j,ee)),
L})}function Lc(e){return Cc(Fc,e)}function Fc(e,t,l,n,o,r){let f=e.length;if(f<2)return null;let c=new Path2D;
if(l(c,e[0],t[0]),f==2)n(c,e[1],t[1]);else{let _=Array(f),h=Array(f-1),d=Array(f-1),g=Array(f-1);for(let v=0;v<
f-1;v++)d[v]=t[v+1]-t[v],g[v]=e[v+1]-e[v],h[v]=d[v]/g[v];_[0]=h[0];for(let v=1;v<f-1;v++)h[v]===0||h[v-
1]===0||h[v-1]>0!=h[v]>0?_[v]=0:(_[v]=3*(g[v-1]+g[v])/((2*g[v]+g[v-1])/h[v-1]+(g[v]+2*g[v-1])/h[v]),
isFinite(_[v])||(_[v]=0));_[f-1]=h[f-2];for(let v=0;v<f-1;v++)o(c,e[v]+g[v]/3,t[v]+_[v]*g[v]/3,e[v+1]-
g[v]/3,t[v+1]-_[v+1]*g[v]/3,e[v+1],t[v+1])}return c}var eo=new Set;function Xr(){for(let e of eo)e.syncRect(
!0)}Gl&&(cl(pu,Vl,Xr),cl(hu,Vl,Xr,!0),cl(In,Vl,()=>{Ie.pxRatio=re}));var Nc=Hs(),Rc=Os();function es(e,t,l,n){
return(n?[e[0],e[1]].concat(e.slice(2)):[e[0]].concat(e.slice(1))).map((r,f)=>to(r,f,t,l))}function Oc(e,t){
return e.map((l,n)=>n==0?{}:Pe({},t,l))}function to(e,t,l,n){return Pe({},t==0?l:n,e)}function zs(e,t,l){
return t==null?zl:[t,l]}var Vc=zs;function Hc(e,t,l){return t==null?zl:$n(t,l,ro,!0)}function Ws(e,t,l,n){
return t==null?zl:Yn(t,l,e.scales[n].log,!1)}var zc=Ws;function Us(e,t,l,n){return t==null?zl:oo(t,l,
e.scales[n].log,!1)}var Wc=Us;function Uc(e,t,l,n,o){let r=Ke(Lr(e),Lr(t)),f=t-e,c=St(o/n*f,l);do{let _=l[c],
h=n*_/f;if(h>=o&&r+(_<5?qt.get(_):0)<=17)return[_,h]}while(++c<l.length);return[0,0]}function ts(e){
let t,l;return e=e.replace(/(\d+)px/,(n,o)=>(t=Ce((l=+o)*re))+"px"),[e,t,l]}function Gc(e){e.show&&[
e.font,e.labelFont].forEach(t=>{let l=_e(t[2]*re,1);t[0]=t[0].replace(/[0-9.]+px/,l+"px"),t[1]=l})}function Ie(e,t,l){
let n={mode:ne(e.mode,1)},o=n.mode;function r(i,s,u,a){let p=s.valToPct(i);return a+u*(s.dir==-1?1-p:
p)}function f(i,s,u,a){let p=s.valToPct(i);return a+u*(s.dir==-1?p:1-p)}function c(i,s,u,a){return s.
ori==0?r(i,s,u,a):f(i,s,u,a)}n.valToPosH=r,n.valToPosV=f;let _=!1;n.status=0;let h=n.root=pt(Kf);if(e.
id!=null&&(h.id=e.id),it(h,e.class),e.title){let i=pt(Qf,h);i.textContent=e.title}let d=wt("canvas"),
g=n.ctx=d.getContext("2d"),v=pt(Xf,h);cl("click",v,i=>{i.target===x&&(he!=Al||we!=Dl)&&Ue.click(n,i)},
!0);let m=n.under=pt(eu,v);v.appendChild(d);let x=n.over=pt(tu,v);e=Wl(e);let E=+ne(e.pxAlign,1),P=Zr(
E);(e.plugins||[]).forEach(i=>{i.opts&&(e=i.opts(n,e)||e)});let C=e.ms||.001,w=n.series=o==1?es(e.series||
[],$r,Kr,!1):Oc(e.series||[null],qr),A=n.axes=es(e.axes||[],Ir,Br,!0),b=n.scales={},Y=n.bands=e.bands||
[];Y.forEach(i=>{i.fill=X(i.fill||null),i.dir=ne(i.dir,-1)});let R=o==2?w[1].facets[0].scale:w[0].scale,
q={axes:Tf,series:wf},G=(e.drawOrder||["axes","series"]).map(i=>q[i]);function J(i){let s=i.distr==3?
u=>Nt(u>0?u:i.clamp(n,u,i.min,i.max,i.key)):i.distr==4?u=>Gi(u,i.asinh):i.distr==100?u=>i.fwd(u):u=>u;
return u=>{let a=s(u),{_min:p,_max:y}=i,S=y-p;return(a-p)/S}}function U(i){let s=b[i];if(s==null){let u=(e.
scales||hn)[i]||hn;if(u.from!=null){U(u.from);let a=Pe({},b[u.from],u,{key:i});a.valToPct=J(a),b[i]=
a}else{s=b[i]=Pe({},i==R?As:xc,u),s.key=i;let a=s.time,p=s.range,y=Yt(p);if((i!=R||o==2&&!a)&&(y&&(p[0]==
null||p[1]==null)&&(p={min:p[0]==null?Ar:{mode:1,hard:p[0],soft:p[0]},max:p[1]==null?Ar:{mode:1,hard:p[1],
soft:p[1]}},y=!1),!y&&Kn(p))){let S=p;p=(k,T,D)=>T==null?zl:$n(T,D,S)}s.range=X(p||(a?Vc:i==R?s.distr==
3?zc:s.distr==4?Wc:zs:s.distr==3?Ws:s.distr==4?Us:Hc)),s.auto=X(y?!1:s.auto),s.clamp=X(s.clamp||kc),
s._min=s._max=null,s.valToPct=J(s)}}}U("x"),U("y"),o==1&&w.forEach(i=>{U(i.scale)}),A.forEach(i=>{U(
i.scale)});for(let i in e.scales)U(i);let M=b[R],I=M.distr,L,j;M.ori==0?(it(h,Jf),L=r,j=f):(it(h,Zf),
L=f,j=r);let W={};for(let i in b){let s=b[i];(s.min!=null||s.max!=null)&&(W[i]={min:s.min,max:s.max},
s.min=s.max=null)}let ee=e.tzDate||(i=>new Date(Ce(i/C))),z=e.fmtDate||uo,Je=C==1?Ju(ee):Xu(ee),ve=Wr(
ee,zr(C==1?Ku:Qu,z)),te=Gr(ee,Ur(tc,z)),ue=[],Z=n.legend=Pe({},ic,e.legend),V=n.cursor=Pe({},cc,{drag:{
y:o==2}},e.cursor),Ae=Z.show,$e=V.show,ye=Z.markers;Z.idxs=ue,ye.width=X(ye.width),ye.dash=X(ye.dash),
ye.stroke=X(ye.stroke),ye.fill=X(ye.fill);let se,dt,Xe,be=[],kt=[],Ct,st=!1,Ht={};if(Z.live){let i=w[1]?
w[1].values:null;st=i!=null,Ct=st?i(n,1,0):{_:0};for(let s in Ct)Ht[s]=no}if(Ae)if(se=wt("table",su,
h),Xe=wt("tbody",null,se),Z.mount(n,se),st){dt=wt("thead",null,se,Xe);let i=wt("tr",null,dt);wt("th",
null,i);for(var dl in Ct)wt("th",mr,i).textContent=dl}else it(se,uu),Z.live&&it(se,fu);let ml={show:!0},
Zl={show:!1};function kn(i,s){if(s==0&&(st||!Z.live||o==2))return zl;let u=[],a=wt("tr",cu,Xe,Xe.childNodes[s]);
it(a,i.class),i.show||it(a,ul);let p=wt("th",null,a);if(ye.show){let k=pt(au,p);if(s>0){let T=ye.width(
n,s);T&&(k.style.border=T+"px "+ye.dash(n,s)+" "+ye.stroke(n,s)),k.style.background=ye.fill(n,s)}}let y=pt(
mr,p);i.label instanceof HTMLElement?y.appendChild(i.label):y.textContent=i.label,s>0&&(ye.show||(y.
style.color=i.width>0?ye.stroke(n,s):ye.fill(n,s)),je("click",p,k=>{if(V._lock)return;el(k);let T=w.
indexOf(i);if((k.ctrlKey||k.metaKey)!=Z.isolate){let D=w.some((F,O)=>O>0&&O!=T&&F.show);w.forEach((F,O)=>{
O>0&&Mt(O,D?O==T?ml:Zl:ml,!0,Me.setSeries)})}else Mt(T,{show:!i.show},!0,Me.setSeries)},!1),wl&&je(wr,
p,k=>{V._lock||(el(k),Mt(w.indexOf(i),Ll,!0,Me.setSeries))},!1));for(var S in Ct){let k=wt("td",_u,a);
k.textContent="--",u.push(k)}return[a,u]}let Kt=new Map;function je(i,s,u,a=!0){let p=Kt.get(s)||{},
y=V.bind[i](n,s,u,a);y&&(cl(i,s,p[i]=y),Kt.set(s,p))}function gl(i,s,u){let a=Kt.get(s)||{};for(let p in a)
(i==null||p==i)&&(Ki(p,s,a[p]),delete a[p]);i==null&&Kt.delete(s)}let Lt=0,Jt=0,K=0,N=0,pe=0,De=0,vl=pe,
Zt=De,xt=K,Qt=N,et=0,ft=0,Ze=0,mt=0;n.bbox={};let si=!1,xn=!1,yl=!1,Xt=!1,Tn=!1,ut=!1;function fi(i,s,u){
(u||i!=n.width||s!=n.height)&&Mo(i,s),Tl(!1),yl=!0,xn=!0,Ml()}function Mo(i,s){n.width=Lt=K=i,n.height=
Jt=N=s,pe=De=0,pf(),hf();let u=n.bbox;et=u.left=sl(pe*re,.5),ft=u.top=sl(De*re,.5),Ze=u.width=sl(K*re,
.5),mt=u.height=sl(N*re,.5)}let cf=3;function af(){let i=!1,s=0;for(;!i;){s++;let u=kf(s),a=xf(s);i=
s==cf||u&&a,i||(Mo(n.width,n.height),xn=!0)}}function _f({width:i,height:s}){fi(i,s)}n.setSize=_f;function pf(){
let i=!1,s=!1,u=!1,a=!1;A.forEach((p,y)=>{if(p.show&&p._show){let{side:S,_size:k}=p,T=S%2,D=p.label!=
null?p.labelSize:0,F=k+D;F>0&&(T?(K-=F,S==3?(pe+=F,a=!0):u=!0):(N-=F,S==0?(De+=F,i=!0):s=!0))}}),tl[0]=
i,tl[1]=u,tl[2]=s,tl[3]=a,K-=zt[1]+zt[3],pe+=zt[3],N-=zt[2]+zt[0],De+=zt[0]}function hf(){let i=pe+K,
s=De+N,u=pe,a=De;function p(y,S){switch(y){case 1:return i+=S,i-S;case 2:return s+=S,s-S;case 3:return u-=
S,u+S;case 0:return a-=S,a+S}}A.forEach((y,S)=>{if(y.show&&y._show){let k=y.side;y._pos=p(k,y._size),
y.label!=null&&(y._lpos=p(k,y.labelSize))}})}if(V.dataIdx==null){let i=V.hover,s=i.skip=new Set(i.skip??
[]);s.add(void 0);let u=i.prox=X(i.prox),a=i.bias??=0;V.dataIdx=(p,y,S,k)=>{if(y==0)return S;let T=S,
D=u(p,y,S,k)??ae,F=D>=0&&D<ae,O=M.ori==0?K:N,B=V.left,ie=t[0],le=t[y];if(s.has(le[S])){T=null;let Q=null,
$=null,H;if(a==0||a==-1)for(H=S;Q==null&&H-- >0;)s.has(le[H])||(Q=H);if(a==0||a==1)for(H=S;$==null&&
H++<le.length;)s.has(le[H])||($=H);if(Q!=null||$!=null)if(F){let me=Q==null?-1/0:L(ie[Q],M,O,0),ke=$==
null?1/0:L(ie[$],M,O,0),ze=B-me,ce=ke-B;ze<=ce?ze<=D&&(T=Q):ce<=D&&(T=$)}else T=$==null?Q:Q==null?$:
S-Q<=$-S?Q:$}else F&&Le(B-L(ie[S],M,O,0))>D&&(T=null);return T}}let el=i=>{V.event=i};V.idxs=ue,V._lock=
!1;let Ge=V.points;Ge.show=X(Ge.show),Ge.size=X(Ge.size),Ge.stroke=X(Ge.stroke),Ge.width=X(Ge.width),
Ge.fill=X(Ge.fill);let Tt=n.focus=Pe({},e.focus||{alpha:.3},V.focus),wl=Tt.prox>=0,Sl=wl&&Ge.one,ct=[],
bl=[],kl=[];function Po(i,s){let u=Ge.show(n,s);if(u instanceof HTMLElement)return it(u,ru),it(u,i.class),
Dt(u,-10,-10,K,N),x.insertBefore(u,ct[s]),u}function Eo(i,s){if(o==1||s>0){let u=o==1&&b[i.scale].time,
a=i.value;i.value=u?Rr(a)?Gr(ee,Ur(a,z)):a||te:a||wc,i.label=i.label||(u?_c:ac)}if(Sl||s>0){i.width=
i.width==null?1:i.width,i.paths=i.paths||Nc||xu,i.fillTo=X(i.fillTo||Tc),i.pxAlign=+ne(i.pxAlign,E),
i.pxRound=Zr(i.pxAlign),i.stroke=X(i.stroke||null),i.fill=X(i.fill||null),i._stroke=i._fill=i._paths=
i._focus=null;let u=Sc(Ke(1,i.width),1),a=i.points=Pe({},{size:u,width:Ke(1,u*.2),stroke:i.stroke,space:u*
2,paths:Rc,_stroke:null,_fill:null},i.points);a.show=X(a.show),a.filter=X(a.filter),a.fill=X(a.fill),
a.stroke=X(a.stroke),a.paths=X(a.paths),a.pxAlign=i.pxAlign}if(Ae){let u=kn(i,s);be.splice(s,0,u[0]),
kt.splice(s,0,u[1]),Z.values.push(null)}if($e){ue.splice(s,0,null);let u=null;Sl?s==0&&(u=Po(i,s)):s>
0&&(u=Po(i,s)),ct.splice(s,0,u),bl.splice(s,0,0),kl.splice(s,0,0)}He("addSeries",s)}function df(i,s){
s=s??w.length,i=o==1?to(i,s,$r,Kr):to(i,s,{},qr),w.splice(s,0,i),Eo(w[s],s)}n.addSeries=df;function mf(i){
if(w.splice(i,1),Ae){Z.values.splice(i,1),kt.splice(i,1);let s=be.splice(i,1)[0];gl(null,s.firstChild),
s.remove()}$e&&(ue.splice(i,1),ct.splice(i,1)[0].remove(),bl.splice(i,1),kl.splice(i,1)),He("delSeri\
es",i)}n.delSeries=mf;let tl=[!1,!1,!1,!1];function gf(i,s){if(i._show=i.show,i.show){let u=i.side%2,
a=b[i.scale];a==null&&(i.scale=u?w[1].scale:R,a=b[i.scale]);let p=a.time;i.size=X(i.size),i.space=X(
i.space),i.rotate=X(i.rotate),Yt(i.incrs)&&i.incrs.forEach(S=>{!qt.has(S)&&qt.set(S,cs(S))}),i.incrs=
X(i.incrs||(a.distr==2?Bu:p?C==1?qu:Zu:fl)),i.splits=X(i.splits||(p&&a.distr==1?Je:a.distr==3?Zi:a.distr==
4?dc:hc)),i.stroke=X(i.stroke),i.grid.stroke=X(i.grid.stroke),i.ticks.stroke=X(i.ticks.stroke),i.border.
stroke=X(i.border.stroke);let y=i.values;i.values=Yt(y)&&!Yt(y[0])?X(y):p?Yt(y)?Wr(ee,zr(y,z)):Rr(y)?
ec(ee,y):y||ve:y||pc,i.filter=X(i.filter||(a.distr>=3&&a.log==10?vc:a.distr==3&&a.log==2?yc:fs)),i.font=
ts(i.font),i.labelFont=ts(i.labelFont),i._size=i.size(n,null,s,0),i._space=i._rotate=i._incrs=i._found=
i._splits=i._values=null,i._size>0&&(tl[s]=!0,i._el=pt(lu,v))}}function Ql(i,s,u,a){let[p,y,S,k]=u,T=s%
2,D=0;return T==0&&(k||y)&&(D=s==0&&!p||s==2&&!S?Ce(Ir.size/3):0),T==1&&(p||S)&&(D=s==1&&!y||s==3&&!k?
Ce(Br.size/2):0),D}let Ao=n.padding=(e.padding||[Ql,Ql,Ql,Ql]).map(i=>X(ne(i,Ql))),zt=n._padding=Ao.
map((i,s)=>i(n,s,tl,0)),We,Ne=null,Re=null,Mn=o==1?w[0].idxs:null,gt=null,Xl=!1;function Do(i,s){if(t=
i??[],n.data=n._data=t,o==2){We=0;for(let u=1;u<w.length;u++)We+=t[u][0].length}else{t.length==0&&(n.
data=n._data=t=[[]]),gt=t[0],We=gt.length;let u=t;if(I==2){u=t.slice();let a=u[0]=Array(We);for(let p=0;p<
We;p++)a[p]=p}n._data=t=u}if(Tl(!0),He("setData"),I==2&&(yl=!0),s!==!1){let u=M;u.auto(n,Xl)?ui():Ut(
R,u.min,u.max),Xt=Xt||V.left>=0,ut=!0,Ml()}}n.setData=Do;function ui(){Xl=!0;let i,s;o==1&&(We>0?(Ne=
Mn[0]=0,Re=Mn[1]=We-1,i=t[0][Ne],s=t[0][Re],I==2?(i=Ne,s=Re):i==s&&(I==3?[i,s]=Yn(i,i,M.log,!1):I==4?
[i,s]=oo(i,i,M.log,!1):M.time?s=i+Ce(86400/C):[i,s]=$n(i,s,ro,!0))):(Ne=Mn[0]=i=null,Re=Mn[1]=s=null)),
Ut(R,i,s)}let Pn,xl,ci,ai,_i,pi,hi,di,mi,Qe;function Co(i,s,u,a,p,y){i??=vr,u??=fo,a??="butt",p??=vr,
y??="round",i!=Pn&&(g.strokeStyle=Pn=i),p!=xl&&(g.fillStyle=xl=p),s!=ci&&(g.lineWidth=ci=s),y!=_i&&(g.
lineJoin=_i=y),a!=pi&&(g.lineCap=pi=a),u!=ai&&g.setLineDash(ai=u)}function Lo(i,s,u,a){s!=xl&&(g.fillStyle=
xl=s),i!=hi&&(g.font=hi=i),u!=di&&(g.textAlign=di=u),a!=mi&&(g.textBaseline=mi=a)}function gi(i,s,u,a,p=0){
if(a.length>0&&i.auto(n,Xl)&&(s==null||s.min==null)){let y=ne(Ne,0),S=ne(Re,a.length-1),k=u.min==null?
vu(a,y,S,p,i.distr==3):[u.min,u.max];i.min=bt(i.min,u.min=k[0]),i.max=Ke(i.max,u.max=k[1])}}let Fo={
min:null,max:null};function vf(){for(let a in b){let p=b[a];W[a]==null&&(p.min==null||W[R]!=null&&p.
auto(n,Xl))&&(W[a]=Fo)}for(let a in b){let p=b[a];W[a]==null&&p.from!=null&&W[p.from]!=null&&(W[a]=Fo)}
W[R]!=null&&Tl(!0);let i={};for(let a in W){let p=W[a];if(p!=null){let y=i[a]=Wl(b[a],Pu);if(p.min!=
null)Pe(y,p);else if(a!=R||o==2)if(We==0&&y.from==null){let S=y.range(n,null,null,a);y.min=S[0],y.max=
S[1]}else y.min=ae,y.max=-ae}}if(We>0){w.forEach((a,p)=>{if(o==1){let y=a.scale,S=W[y];if(S==null)return;
let k=i[y];if(p==0){let T=k.range(n,k.min,k.max,y);k.min=T[0],k.max=T[1],Ne=St(k.min,t[0]),Re=St(k.max,
t[0]),Re-Ne>1&&(t[0][Ne]<k.min&&Ne++,t[0][Re]>k.max&&Re--),a.min=gt[Ne],a.max=gt[Re]}else a.show&&a.
auto&&gi(k,S,a,t[p],a.sorted);a.idxs[0]=Ne,a.idxs[1]=Re}else if(p>0&&a.show&&a.auto){let[y,S]=a.facets,
k=y.scale,T=S.scale,[D,F]=t[p],O=i[k],B=i[T];O!=null&&gi(O,W[k],y,D,y.sorted),B!=null&&gi(B,W[T],S,F,
S.sorted),a.min=S.min,a.max=S.max}});for(let a in i){let p=i[a],y=W[a];if(p.from==null&&(y==null||y.
min==null)){let S=p.range(n,p.min==ae?null:p.min,p.max==-ae?null:p.max,a);p.min=S[0],p.max=S[1]}}}for(let a in i){
let p=i[a];if(p.from!=null){let y=i[p.from];if(y.min==null)p.min=p.max=null;else{let S=p.range(n,y.min,
y.max,a);p.min=S[0],p.max=S[1]}}}let s={},u=!1;for(let a in i){let p=i[a],y=b[a];if(y.min!=p.min||y.
max!=p.max){y.min=p.min,y.max=p.max;let S=y.distr;y._min=S==3?Nt(y.min):S==4?Gi(y.min,y.asinh):S==100?
y.fwd(y.min):y.min,y._max=S==3?Nt(y.max):S==4?Gi(y.max,y.asinh):S==100?y.fwd(y.max):y.max,s[a]=u=!0}}
if(u){w.forEach((a,p)=>{o==2?p>0&&s.y&&(a._paths=null):s[a.scale]&&(a._paths=null)});for(let a in s)
yl=!0,He("setScale",a);$e&&V.left>=0&&(Xt=ut=!0)}for(let a in W)W[a]=null}function yf(i){let s=Ji(Ne-
1,0,We-1),u=Ji(Re+1,0,We-1);for(;i[s]==null&&s>0;)s--;for(;i[u]==null&&u<We-1;)u++;return[s,u]}function wf(){
if(We>0){let i=w.some(s=>s._focus)&&Qe!=Tt.alpha;i&&(g.globalAlpha=Qe=Tt.alpha),w.forEach((s,u)=>{if(u>
0&&s.show&&(No(u,!1),No(u,!0),s._paths==null)){let a=Qe;Qe!=s.alpha&&(g.globalAlpha=Qe=s.alpha);let p=o==
2?[0,t[u][0].length-1]:yf(t[u]);s._paths=s.paths(n,u,p[0],p[1]),Qe!=a&&(g.globalAlpha=Qe=a)}}),w.forEach(
(s,u)=>{if(u>0&&s.show){let a=Qe;Qe!=s.alpha&&(g.globalAlpha=Qe=s.alpha),s._paths!=null&&Ro(u,!1);{let p=s.
_paths!=null?s._paths.gaps:null,y=s.points.show(n,u,Ne,Re,p),S=s.points.filter(n,u,y,p);(y||S)&&(s.points.
_paths=s.points.paths(n,u,Ne,Re,S),Ro(u,!0))}Qe!=a&&(g.globalAlpha=Qe=a),He("drawSeries",u)}}),i&&(g.
globalAlpha=Qe=1)}}function No(i,s){let u=s?w[i].points:w[i];u._stroke=u.stroke(n,i),u._fill=u.fill(
n,i)}function Ro(i,s){let u=s?w[i].points:w[i],{stroke:a,fill:p,clip:y,flags:S,_stroke:k=u._stroke,_fill:T=u.
_fill,_width:D=u.width}=u._paths;D=_e(D*re,3);let F=null,O=D%2/2;s&&T==null&&(T=D>0?"#fff":k);let B=u.
pxAlign==1&&O>0;if(B&&g.translate(O,O),!s){let ie=et-D/2,le=ft-D/2,Q=Ze+D,$=mt+D;F=new Path2D,F.rect(
ie,le,Q,$)}s?vi(k,D,u.dash,u.cap,T,a,p,S,y):Sf(i,k,D,u.dash,u.cap,T,a,p,S,F,y),B&&g.translate(-O,-O)}
function Sf(i,s,u,a,p,y,S,k,T,D,F){let O=!1;T!=0&&Y.forEach((B,ie)=>{if(B.series[0]==i){let le=w[B.series[1]],
Q=t[B.series[1]],$=(le._paths||hn).band;Yt($)&&($=B.dir==1?$[0]:$[1]);let H,me=null;le.show&&$&&wu(Q,
Ne,Re)?(me=B.fill(n,ie)||y,H=le._paths.clip):$=null,vi(s,u,a,p,me,S,k,T,D,F,H,$),O=!0}}),O||vi(s,u,a,
p,y,S,k,T,D,F)}let Oo=Ul|Xi;function vi(i,s,u,a,p,y,S,k,T,D,F,O){Co(i,s,u,a,p),(T||D||O)&&(g.save(),
T&&g.clip(T),D&&g.clip(D)),O?(k&Oo)==Oo?(g.clip(O),F&&g.clip(F),An(p,S),En(i,y,s)):k&Xi?(An(p,S),g.clip(
O),En(i,y,s)):k&Ul&&(g.save(),g.clip(O),F&&g.clip(F),An(p,S),g.restore(),En(i,y,s)):(An(p,S),En(i,y,
s)),(T||D||O)&&g.restore()}function En(i,s,u){u>0&&(s instanceof Map?s.forEach((a,p)=>{g.strokeStyle=
Pn=p,g.stroke(a)}):s!=null&&i&&g.stroke(s))}function An(i,s){s instanceof Map?s.forEach((u,a)=>{g.fillStyle=
xl=a,g.fill(u)}):s!=null&&i&&g.fill(s)}function bf(i,s,u,a){let p=A[i],y;if(a<=0)y=[0,0];else{let S=p.
_space=p.space(n,i,s,u,a),k=p._incrs=p.incrs(n,i,s,u,a,S);y=Uc(s,u,k,a,S)}return p._found=y}function yi(i,s,u,a,p,y,S,k,T,D){
let F=S%2/2;E==1&&g.translate(F,F),Co(k,S,T,D,k),g.beginPath();let O,B,ie,le,Q=p+(a==0||a==3?-y:y);u==
0?(B=p,le=Q):(O=p,ie=Q);for(let $=0;$<i.length;$++)s[$]!=null&&(u==0?O=ie=i[$]:B=le=i[$],g.moveTo(O,
B),g.lineTo(ie,le));g.stroke(),E==1&&g.translate(-F,-F)}function kf(i){let s=!0;return A.forEach((u,a)=>{
if(!u.show)return;let p=b[u.scale];if(p.min==null){u._show&&(s=!1,u._show=!1,Tl(!1));return}else u._show||
(s=!1,u._show=!0,Tl(!1));let y=u.side,S=y%2,{min:k,max:T}=p,[D,F]=bf(a,k,T,S==0?K:N);if(F==0)return;
let O=p.distr==2,B=u._splits=u.splits(n,a,k,T,D,F,O),ie=p.distr==2?B.map(H=>gt[H]):B,le=p.distr==2?gt[B[1]]-
gt[B[0]]:D,Q=u._values=u.values(n,u.filter(n,ie,a,F,le),a,F,le);u._rotate=y==2?u.rotate(n,Q,a,F):0;let $=u.
_size;u._size=ht(u.size(n,Q,a,i)),$!=null&&u._size!=$&&(s=!1)}),s}function xf(i){let s=!0;return Ao.
forEach((u,a)=>{let p=u(n,a,tl,i);p!=zt[a]&&(s=!1),zt[a]=p}),s}function Tf(){for(let i=0;i<A.length;i++){
let s=A[i];if(!s.show||!s._show)continue;let u=s.side,a=u%2,p,y,S=s.stroke(n,i),k=u==0||u==3?-1:1,[T,
D]=s._found;if(s.label!=null){let Ye=s.labelGap*k,nt=Ce((s._lpos+Ye)*re);Lo(s.labelFont[0],S,"center",
u==2?"top":gr),g.save(),a==1?(p=y=0,g.translate(nt,Ce(ft+mt/2)),g.rotate((u==3?-Gn:Gn)/2)):(p=Ce(et+
Ze/2),y=nt);let il=rs(s.label)?s.label(n,i,T,D):s.label;g.fillText(il,p,y),g.restore()}if(D==0)continue;
let F=b[s.scale],O=a==0?Ze:mt,B=a==0?et:ft,ie=s._splits,le=F.distr==2?ie.map(Ye=>gt[Ye]):ie,Q=F.distr==
2?gt[ie[1]]-gt[ie[0]]:T,$=s.ticks,H=s.border,me=$.show?$.size:0,ke=Ce(me*re),ze=Ce((s.alignTo==2?s._size-
me-s.gap:s.gap)*re),ce=s._rotate*-Gn/180,xe=P(s._pos*re),tt=(ke+ze)*k,Be=xe+tt;y=a==0?Be:0,p=a==1?Be:
0;let at=s.font[0],vt=s.align==1?Rl:s.align==2?zi:ce>0?Rl:ce<0?zi:a==0?"center":u==3?zi:Rl,Et=ce||a==
1?"middle":u==2?"top":gr;Lo(at,S,vt,Et);let lt=s.font[1]*s.lineGap,_t=ie.map(Ye=>P(c(Ye,F,O,B))),yt=s.
_values;for(let Ye=0;Ye<yt.length;Ye++){let nt=yt[Ye];if(nt!=null){a==0?p=_t[Ye]:y=_t[Ye],nt=""+nt;let il=nt.
indexOf(`
`)==-1?[nt]:nt.split(/\n/gm);for(let qe=0;qe<il.length;qe++){let tr=il[qe];ce?(g.save(),g.translate(
p,y+qe*lt),g.rotate(ce),g.fillText(tr,0,0),g.restore()):g.fillText(tr,p,y+qe*lt)}}}$.show&&yi(_t,$.filter(
n,le,i,D,Q),a,u,xe,ke,_e($.width*re,3),$.stroke(n,i),$.dash,$.cap);let At=s.grid;At.show&&yi(_t,At.filter(
n,le,i,D,Q),a,a==0?2:1,a==0?ft:et,a==0?mt:Ze,_e(At.width*re,3),At.stroke(n,i),At.dash,At.cap),H.show&&
yi([xe],[1],a==0?1:0,a==0?1:2,a==1?ft:et,a==1?mt:Ze,_e(H.width*re,3),H.stroke(n,i),H.dash,H.cap)}He(
"drawAxes")}function Tl(i){w.forEach((s,u)=>{u>0&&(s._paths=null,i&&(o==1?(s.min=null,s.max=null):s.
facets.forEach(a=>{a.min=null,a.max=null})))})}let Dn=!1,wi=!1,en=[];function Mf(){wi=!1;for(let i=0;i<
en.length;i++)He(...en[i]);en.length=0}function Ml(){Dn||(Nu(Vo),Dn=!0)}function Pf(i,s=!1){Dn=!0,wi=
s,i(n),Vo(),s&&en.length>0&&queueMicrotask(Mf)}n.batch=Pf;function Vo(){if(si&&(vf(),si=!1),yl&&(af(),
yl=!1),xn){if(ge(m,Rl,pe),ge(m,"top",De),ge(m,cn,K),ge(m,an,N),ge(x,Rl,pe),ge(x,"top",De),ge(x,cn,K),
ge(x,an,N),ge(v,cn,Lt),ge(v,an,Jt),d.width=Ce(Lt*re),d.height=Ce(Jt*re),A.forEach(({_el:i,_show:s,_size:u,
_pos:a,side:p})=>{if(i!=null)if(s){let y=p===3||p===0?u:0,S=p%2==1;ge(i,S?"left":"top",a-y),ge(i,S?"\
width":"height",u),ge(i,S?"top":"left",S?De:pe),ge(i,S?"height":"width",S?N:K),qi(i,ul)}else it(i,ul)}),
Pn=xl=ci=_i=pi=hi=di=mi=ai=null,Qe=1,nn(!0),pe!=vl||De!=Zt||K!=xt||N!=Qt){Tl(!1);let i=K/xt,s=N/Qt;if($e&&
!Xt&&V.left>=0){V.left*=i,V.top*=s,Pl&&Dt(Pl,Ce(V.left),0,K,N),El&&Dt(El,0,Ce(V.top),K,N);for(let u=0;u<
ct.length;u++){let a=ct[u];a!=null&&(bl[u]*=i,kl[u]*=s,Dt(a,ht(bl[u]),ht(kl[u]),K,N))}}if(de.show&&!Tn&&
de.left>=0&&de.width>0){de.left*=i,de.width*=i,de.top*=s,de.height*=s;for(let u in Mi)ge(Cl,u,de[u])}
vl=pe,Zt=De,xt=K,Qt=N}He("setSize"),xn=!1}Lt>0&&Jt>0&&(g.clearRect(0,0,d.width,d.height),He("drawCle\
ar"),G.forEach(i=>i()),He("draw")),de.show&&Tn&&(Cn(de),Tn=!1),$e&&Xt&&(nl(null,!0,!1),Xt=!1),Z.show&&
Z.live&&ut&&(xi(),ut=!1),_||(_=!0,n.status=1,He("ready")),Xl=!1,Dn=!1}n.redraw=(i,s)=>{yl=s||!1,i!==
!1?Ut(R,M.min,M.max):Ml()};function Si(i,s){let u=b[i];if(u.from==null){if(We==0){let a=u.range(n,s.
min,s.max,i);s.min=a[0],s.max=a[1]}if(s.min>s.max){let a=s.min;s.min=s.max,s.max=a}if(We>1&&s.min!=null&&
s.max!=null&&s.max-s.min<1e-16)return;i==R&&u.distr==2&&We>0&&(s.min=St(s.min,t[0]),s.max=St(s.max,t[0]),
s.min==s.max&&s.max++),W[i]=s,si=!0,Ml()}}n.setScale=Si;let bi,ki,Pl,El,Ho,zo,Al,Dl,Wo,Uo,he,we,Wt=!1,
Ue=V.drag,Oe=Ue.x,Ve=Ue.y;$e&&(V.x&&(bi=pt(iu,x)),V.y&&(ki=pt(ou,x)),M.ori==0?(Pl=bi,El=ki):(Pl=ki,El=
bi),he=V.left,we=V.top);let de=n.select=Pe({show:!0,over:!0,left:0,width:0,top:0,height:0},e.select),
Cl=de.show?pt(nu,de.over?x:m):null;function Cn(i,s){if(de.show){for(let u in i)de[u]=i[u],u in Mi&&ge(
Cl,u,i[u]);s!==!1&&He("setSelect")}}n.setSelect=Cn;function Ef(i){if(w[i].show)Ae&&qi(be[i],ul);else if(Ae&&
it(be[i],ul),$e){let u=Sl?ct[0]:ct[i];u!=null&&Dt(u,-10,-10,K,N)}}function Ut(i,s,u){Si(i,{min:s,max:u})}
function Mt(i,s,u,a){s.focus!=null&&Ff(i),s.show!=null&&w.forEach((p,y)=>{y>0&&(i==y||i==null)&&(p.show=
s.show,Ef(y),o==2?(Ut(p.facets[0].scale,null,null),Ut(p.facets[1].scale,null,null)):Ut(p.scale,null,
null),Ml())}),u!==!1&&He("setSeries",i,s),a&&on("setSeries",n,i,s)}n.setSeries=Mt;function Af(i,s){Pe(
Y[i],s)}function Df(i,s){i.fill=X(i.fill||null),i.dir=ne(i.dir,-1),s=s??Y.length,Y.splice(s,0,i)}function Cf(i){
i==null?Y.length=0:Y.splice(i,1)}n.addBand=Df,n.setBand=Af,n.delBand=Cf;function Lf(i,s){w[i].alpha=
s,$e&&ct[i]!=null&&(ct[i].style.opacity=s),Ae&&be[i]&&(be[i].style.opacity=s)}let Ft,Gt,ll,Ll={focus:!0};
function Ff(i){if(i!=ll){let s=i==null,u=Tt.alpha!=1;w.forEach((a,p)=>{if(o==1||p>0){let y=s||p==0||
p==i;a._focus=s?null:y,u&&Lf(p,y?1:Tt.alpha)}}),ll=i,u&&Ml()}}Ae&&wl&&je(Sr,se,i=>{V._lock||(el(i),ll!=
null&&Mt(null,Ll,!0,Me.setSeries))});function Pt(i,s,u){let a=b[s];u&&(i=i/re-(a.ori==1?De:pe));let p=K;
a.ori==1&&(p=N,i=p-i),a.dir==-1&&(i=p-i);let y=a._min,S=a._max,k=i/p,T=y+(S-y)*k,D=a.distr;return D==
3?Hl(10,T):D==4?bu(T,a.asinh):D==100?a.bwd(T):T}function Nf(i,s){let u=Pt(i,R,s);return St(u,t[0],Ne,
Re)}n.valToIdx=i=>St(i,t[0]),n.posToIdx=Nf,n.posToVal=Pt,n.valToPos=(i,s,u)=>b[s].ori==0?r(i,b[s],u?
Ze:K,u?et:0):f(i,b[s],u?mt:N,u?ft:0),n.setCursor=(i,s,u)=>{he=i.left,we=i.top,nl(null,s,u)};function Go(i,s){
ge(Cl,Rl,de.left=i),ge(Cl,cn,de.width=s)}function Io(i,s){ge(Cl,"top",de.top=i),ge(Cl,an,de.height=s)}
let tn=M.ori==0?Go:Io,ln=M.ori==1?Go:Io;function Rf(){if(Ae&&Z.live)for(let i=o==2?1:0;i<w.length;i++){
if(i==0&&st)continue;let s=Z.values[i],u=0;for(let a in s)kt[i][u++].firstChild.nodeValue=s[a]}}function xi(i,s){
if(i!=null&&(i.idxs?i.idxs.forEach((u,a)=>{ue[a]=u}):Mu(i.idx)||ue.fill(i.idx),Z.idx=ue[0]),Ae&&Z.live){
for(let u=0;u<w.length;u++)(u>0||o==1&&!st)&&Of(u,ue[u]);Rf()}ut=!1,s!==!1&&He("setLegend")}n.setLegend=
xi;function Of(i,s){let u=w[i],a=i==0&&I==2?gt:t[i],p;st?p=u.values(n,i,s)??Ht:(p=u.value(n,s==null?
null:a[s],i,s),p=p==null?Ht:{_:p}),Z.values[i]=p}function nl(i,s,u){Wo=he,Uo=we,[he,we]=V.move(n,he,
we),V.left=he,V.top=we,$e&&(Pl&&Dt(Pl,Ce(he),0,K,N),El&&Dt(El,0,Ce(we),K,N));let a,p=Ne>Re;Ft=ae,Gt=
null;let y=M.ori==0?K:N,S=M.ori==1?K:N;if(he<0||We==0||p){a=V.idx=null;for(let k=0;k<w.length;k++){let T=ct[k];
T!=null&&Dt(T,-10,-10,K,N)}wl&&Mt(null,Ll,!0,i==null&&Me.setSeries),Z.live&&(ue.fill(a),ut=!0)}else{
let k,T,D;o==1&&(k=M.ori==0?he:we,T=Pt(k,R),a=V.idx=St(T,t[0],Ne,Re),D=L(t[0][a],M,y,0));let F=-10,O=-10,
B=0,ie=0,le=!0,Q="",$="";for(let H=o==2?1:0;H<w.length;H++){let me=w[H],ke=ue[H],ze=ke==null?null:o==
1?t[H][ke]:t[H][1][ke],ce=V.dataIdx(n,H,a,T),xe=ce==null?null:o==1?t[H][ce]:t[H][1][ce];if(ut=ut||xe!=
ze||ce!=ke,ue[H]=ce,H>0&&me.show){let tt=ce==null?-10:ce==a?D:L(o==1?t[0][ce]:t[H][0][ce],M,y,0),Be=xe==
null?-10:j(xe,o==1?b[me.scale]:b[me.facets[1].scale],S,0);if(wl&&xe!=null){let at=M.ori==1?he:we,vt=Le(
Tt.dist(n,H,ce,Be,at));if(vt<Ft){let Et=Tt.bias;if(Et!=0){let lt=Pt(at,me.scale),_t=xe>=0?1:-1,yt=lt>=
0?1:-1;yt==_t&&(yt==1?Et==1?xe>=lt:xe<=lt:Et==1?xe<=lt:xe>=lt)&&(Ft=vt,Gt=H)}else Ft=vt,Gt=H}}if(ut||
Sl){let at,vt;M.ori==0?(at=tt,vt=Be):(at=Be,vt=tt);let Et,lt,_t,yt,At,Ye,nt=!0,il=Ge.bbox;if(il!=null){
nt=!1;let qe=il(n,H);_t=qe.left,yt=qe.top,Et=qe.width,lt=qe.height}else _t=at,yt=vt,Et=lt=Ge.size(n,
H);if(Ye=Ge.fill(n,H),At=Ge.stroke(n,H),Sl)H==Gt&&Ft<=Tt.prox&&(F=_t,O=yt,B=Et,ie=lt,le=nt,Q=Ye,$=At);else{
let qe=ct[H];qe!=null&&(bl[H]=_t,kl[H]=yt,Er(qe,Et,lt,nt),Mr(qe,Ye,At),Dt(qe,ht(_t),ht(yt),K,N))}}}}
if(Sl){let H=Tt.prox,me=ll==null?Ft<=H:Ft>H||Gt!=ll;if(ut||me){let ke=ct[0];ke!=null&&(bl[0]=F,kl[0]=
O,Er(ke,B,ie,le),Mr(ke,Q,$),Dt(ke,ht(F),ht(O),K,N))}}}if(de.show&&Wt)if(i!=null){let[k,T]=Me.scales,
[D,F]=Me.match,[O,B]=i.cursor.sync.scales,ie=i.cursor.drag;if(Oe=ie._x,Ve=ie._y,Oe||Ve){let{left:le,
top:Q,width:$,height:H}=i.select,me=i.scales[O].ori,ke=i.posToVal,ze,ce,xe,tt,Be,at=k!=null&&D(k,O),
vt=T!=null&&F(T,B);at&&Oe?(me==0?(ze=le,ce=$):(ze=Q,ce=H),xe=b[k],tt=L(ke(ze,O),xe,y,0),Be=L(ke(ze+ce,
O),xe,y,0),tn(bt(tt,Be),Le(Be-tt))):tn(0,y),vt&&Ve?(me==1?(ze=le,ce=$):(ze=Q,ce=H),xe=b[T],tt=j(ke(ze,
B),xe,S,0),Be=j(ke(ze+ce,B),xe,S,0),ln(bt(tt,Be),Le(Be-tt))):ln(0,S)}else Pi()}else{let k=Le(Wo-Ho),
T=Le(Uo-zo);if(M.ori==1){let B=k;k=T,T=B}Oe=Ue.x&&k>=Ue.dist,Ve=Ue.y&&T>=Ue.dist;let D=Ue.uni;D!=null?
Oe&&Ve&&(Oe=k>=D,Ve=T>=D,!Oe&&!Ve&&(T>k?Ve=!0:Oe=!0)):Ue.x&&Ue.y&&(Oe||Ve)&&(Oe=Ve=!0);let F,O;Oe&&(M.
ori==0?(F=Al,O=he):(F=Dl,O=we),tn(bt(F,O),Le(O-F)),Ve||ln(0,S)),Ve&&(M.ori==1?(F=Al,O=he):(F=Dl,O=we),
ln(bt(F,O),Le(O-F)),Oe||tn(0,y)),!Oe&&!Ve&&(tn(0,0),ln(0,0))}if(Ue._x=Oe,Ue._y=Ve,i==null){if(u){if(er!=
null){let[k,T]=Me.scales;Me.values[0]=k!=null?Pt(M.ori==0?he:we,k):null,Me.values[1]=T!=null?Pt(M.ori==
1?he:we,T):null}on(Wi,n,he,we,K,N,a)}if(wl){let k=u&&Me.setSeries,T=Tt.prox;ll==null?Ft<=T&&Mt(Gt,Ll,
!0,k):Ft>T?Mt(null,Ll,!0,k):Gt!=ll&&Mt(Gt,Ll,!0,k)}}ut&&(Z.idx=a,xi()),s!==!1&&He("setCursor")}let It=null;
Object.defineProperty(n,"rect",{get(){return It==null&&nn(!1),It}});function nn(i=!1){i?It=null:(It=
x.getBoundingClientRect(),He("syncRect",It))}function $o(i,s,u,a,p,y,S){V._lock||Wt&&i!=null&&i.movementX==
0&&i.movementY==0||(Ti(i,s,u,a,p,y,S,!1,i!=null),i!=null?nl(null,!0,!0):nl(s,!0,!1))}function Ti(i,s,u,a,p,y,S,k,T){
if(It==null&&nn(!1),el(i),i!=null)u=i.clientX-It.left,a=i.clientY-It.top;else{if(u<0||a<0){he=-10,we=
-10;return}let[D,F]=Me.scales,O=s.cursor.sync,[B,ie]=O.values,[le,Q]=O.scales,[$,H]=Me.match,me=s.axes[0].
side%2==1,ke=M.ori==0?K:N,ze=M.ori==1?K:N,ce=me?y:p,xe=me?p:y,tt=me?a:u,Be=me?u:a;if(le!=null?u=$(D,
le)?c(B,b[D],ke,0):-10:u=ke*(tt/ce),Q!=null?a=H(F,Q)?c(ie,b[F],ze,0):-10:a=ze*(Be/xe),M.ori==1){let at=u;
u=a,a=at}}T&&(s==null||s.cursor.event.type==Wi)&&((u<=1||u>=K-1)&&(u=sl(u,K)),(a<=1||a>=N-1)&&(a=sl(
a,N))),k?(Ho=u,zo=a,[Al,Dl]=V.move(n,u,a)):(he=u,we=a)}let Mi={width:0,height:0,left:0,top:0};function Pi(){
Cn(Mi,!1)}let jo,Bo,Yo,qo;function Ko(i,s,u,a,p,y,S){Wt=!0,Oe=Ve=Ue._x=Ue._y=!1,Ti(i,s,u,a,p,y,S,!0,
!1),i!=null&&(je(Ui,Bi,Jo,!1),on(yr,n,Al,Dl,K,N,null));let{left:k,top:T,width:D,height:F}=de;jo=k,Bo=
T,Yo=D,qo=F}function Jo(i,s,u,a,p,y,S){Wt=Ue._x=Ue._y=!1,Ti(i,s,u,a,p,y,S,!1,!0);let{left:k,top:T,width:D,
height:F}=de,O=D>0||F>0,B=jo!=k||Bo!=T||Yo!=D||qo!=F;if(O&&B&&Cn(de),Ue.setScale&&O&&B){let ie=k,le=D,
Q=T,$=F;if(M.ori==1&&(ie=T,le=F,Q=k,$=D),Oe&&Ut(R,Pt(ie,R),Pt(ie+le,R)),Ve)for(let H in b){let me=b[H];
H!=R&&me.from==null&&me.min!=ae&&Ut(H,Pt(Q+$,H),Pt(Q,H))}Pi()}else V.lock&&(V._lock=!V._lock,nl(s,!0,
i!=null));i!=null&&(gl(Ui,Bi),on(Ui,n,he,we,K,N,null))}function Vf(i,s,u,a,p,y,S){if(V._lock)return;
el(i);let k=Wt;if(Wt){let T=!0,D=!0,F=10,O,B;M.ori==0?(O=Oe,B=Ve):(O=Ve,B=Oe),O&&B&&(T=he<=F||he>=K-
F,D=we<=F||we>=N-F),O&&T&&(he=he<Al?0:K),B&&D&&(we=we<Dl?0:N),nl(null,!0,!0),Wt=!1}he=-10,we=-10,ue.
fill(null),nl(null,!0,!0),k&&(Wt=k)}function Zo(i,s,u,a,p,y,S){V._lock||(el(i),ui(),Pi(),i!=null&&on(
br,n,he,we,K,N,null))}function Qo(){A.forEach(Gc),fi(n.width,n.height,!0)}cl(In,Vl,Qo);let Fl={};Fl.
mousedown=Ko,Fl.mousemove=$o,Fl.mouseup=Jo,Fl.dblclick=Zo,Fl.setSeries=(i,s,u,a)=>{let p=Me.match[2];
u=p(n,s,u),u!=-1&&Mt(u,a,!0,!1)},$e&&(je(yr,x,Ko),je(Wi,x,$o),je(wr,x,i=>{el(i),nn(!1)}),je(Sr,x,Vf),
je(br,x,Zo),eo.add(n),n.syncRect=nn);let Ln=n.hooks=e.hooks||{};function He(i,s,u){wi?en.push([i,s,u]):
i in Ln&&Ln[i].forEach(a=>{a.call(null,n,s,u)})}(e.plugins||[]).forEach(i=>{for(let s in i.hooks)Ln[s]=
(Ln[s]||[]).concat(i.hooks[s])});let Xo=(i,s,u)=>u,Me=Pe({key:null,setSeries:!1,filters:{pub:Fr,sub:Fr},
scales:[R,w[1]?w[1].scale:null],match:[Nr,Nr,Xo],values:[null,null]},V.sync);Me.match.length==2&&Me.
match.push(Xo),V.sync=Me;let er=Me.key,Ei=Ds(er);function on(i,s,u,a,p,y,S){Me.filters.pub(i,s,u,a,p,
y,S)&&Ei.pub(i,s,u,a,p,y,S)}Ei.sub(n);function Hf(i,s,u,a,p,y,S){Me.filters.sub(i,s,u,a,p,y,S)&&Fl[i](
null,s,u,a,p,y,S)}n.pub=Hf;function zf(){Ei.unsub(n),eo.delete(n),Kt.clear(),Ki(In,Vl,Qo),h.remove(),
se?.remove(),He("destroy")}n.destroy=zf;function Ai(){He("init",e,t),Do(t||e.data,!1),W[R]?Si(R,W[R]):
ui(),Tn=de.show&&(de.width>0||de.height>0),Xt=ut=!0,fi(e.width,e.height)}return w.forEach(Eo),A.forEach(
gf),l?l instanceof HTMLElement?(l.appendChild(h),Ai()):l(n,Ai):Ai(),n}Ie.assign=Pe;Ie.fmtNum=so;Ie.rangeNum=
$n;Ie.rangeLog=Yn;Ie.rangeAsinh=oo;Ie.orient=_l;Ie.pxRatio=re;Ie.join=Fu;Ie.fmtDate=uo,Ie.tzDate=$u;
Ie.sync=Ds;{Ie.addGap=Mc,Ie.clipGaps=Jn;let e=Ie.paths={points:Os};e.linear=Hs,e.stepped=Ac,e.bars=Dc,
e.spline=Lc}var jl,Ee,go,Gs,vo=Object.is,gn=0,Zs=[],yo=[],Te=oe,Is=Te.__b,$s=Te.__r,js=Te.diffed,Bs=Te.__c,Ys=Te.
unmount,qs=Te.__;function ei(e,t){Te.__h&&Te.__h(Ee,e,gn||t),gn=0;var l=Ee.__H||(Ee.__H={__:[],__h:[]});
return e>=l.__.length&&l.__.push({}),l.__[e]}function Ic(e){return gn=1,$c(Qs,e)}function $c(e,t,l){
var n=ei(jl++,2);if(n.t=e,!n.__c&&(n.__=[l?l(t):Qs(void 0,t),function(r){var f=(n.__N||n.__)[0],c=n.
t(f,r);vo(f,c)||(n.__N=[c,n.__[1]],n.__c.setState({}))}],n.__c=Ee,!Ee.__f)){Ee.__f=!0;var o=Ee.shouldComponentUpdate;
Ee.shouldComponentUpdate=function(r,f,c){var _=this.__H;if(!_)return!0;var h=!1,d=this.props!=r;if(_.
__.some(function(v){v.__N&&(h=!0,vo(v.__[0],v.__N[0])||(d=!0))}),o){var g=o.call(this,r,f,c);return h?
g||d:g}return!h||d}}return n.__}function So(e,t){var l=ei(jl++,3);!Te.__s&&bo(l.__H,t)&&(l.__P=!0,l.
__=e,l.u=t,Ee.__H.__h.push(l))}function jc(e,t){var l=ei(jl++,4);!Te.__s&&bo(l.__H,t)&&(l.__P=!1,l.__=
e,l.u=t,Ee.__h.push(l))}function ti(e){return gn=5,pl(function(){return{current:e}},[])}function pl(e,t){var l=ei(jl++,7);return bo(l.__H,t)&&(l.__=e(),l.__H=t),l.__}function Bc(e,t){return gn=
8,pl(function(){return e},t)}function Yc(){var e;do{for(;e=yo.shift();)try{mn(e)}catch(l){Te.__e(l,{__:(e=e.__P)&&e.__v})}for(;e=
Zs.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(mn),t.__h.some(wo),t.__h=[]}catch(l){t.__h=[],Te.
__e(l,e.__v)}}}while(yo.length)}Te.__b=function(e){Ee=null,Is&&Is(e)},Te.__=function(e,t){e&&t.__k&&
t.__k.__m&&(e.__m=t.__k.__m),qs&&qs(e,t)},Te.__r=function(e){$s&&$s(e),jl=0;var t=(Ee=e.__c).__H;t&&
(go==Ee?Ee.__h=[]:(t.__h.some(mn),t.__h.some(wo),jl=0),t.__h=[],t.__.some(function(l){l.__N&&(l.__=l.
__N),l.u=l.__N=void 0})),go=Ee},Te.diffed=function(e){js&&js(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&
Js(Zs.push(t)),t.__H.__.some(function(l){l.u&&(l.__H=l.u)})),go=Ee=null},Te.__c=function(e,t){t.some(
function(l){try{l.__h.some(mn),l.__h=l.__h.filter(function(n){return!n.__||wo(n)})}catch(n){l.__h=[function(){
throw n}]}}),Bs&&Bs(e,t)},Te.unmount=function(e){Ys&&Ys(e);var t,l,n=e.__c;n&&n.__H&&(n.__H.__.some(
function(o){try{if(o.__P&&o.__c){if(l===void 0){for(l=e.__;l&&(!l.__c||!l.__c.__P);)l=l.__;l=l&&l.__c}
o.__P=l,Js(yo.push(o))}else mn(o)}catch(r){t=r}}),n.__H=void 0,t&&Te.__e(t,n.__v))};var Ks=typeof requestAnimationFrame==
"function";function qc(e){var t,l=function(){clearTimeout(n),Ks&&cancelAnimationFrame(t),setTimeout(
e)},n=setTimeout(l,35);Ks&&(t=requestAnimationFrame(l))}function Js(e){e!=1&&Gs==Te.requestAnimationFrame||
((Gs=Te.requestAnimationFrame)||qc)(Yc)}function mn(e){var t=Ee,l=e.__c;typeof l=="function"&&(e.__c=
void 0,l()),Ee=t}function wo(e){var t=Ee;e.__c=e.__(),Ee=t}function bo(e,t){return!e||e.length!=t.length||
t.some(function(l,n){return!vo(l,e[n])})}function Qs(e,t){return typeof t=="function"?t(e):t}var Kc=Symbol.for("preact-signals");function oi(){if(Ot>1)Ot--;else{var e,t=!1;for((function(){var o=ni;
for(ni=void 0;o!==void 0;){var r=o.S;if(r.v===o.v)for(var f=r.t;f!==void 0;f=f.x)f.i===o.i&&(f.i=r.i);
o=o.o}})();yn!==void 0;){var l=yn;for(yn=void 0,li++;l!==void 0;){var n=l.u;if(l.u=void 0,l.f&=-3,!(8&
l.f)&&ef(l))try{l.c()}catch(o){t||(e=o,t=!0)}l=n}}if(li=0,Ot--,t)throw e}}function wn(e){if(Ot>0)return e();
ko=++Jc,Ot++;try{return e()}finally{oi()}}var vn,Se=void 0;function Bl(e){var t=Se,l=vn;Se=void 0,vn=
void 0;try{return e()}finally{Se=t,vn=l}}var yn=void 0,Ot=0,li=0,Jc=0,ko=0,ni=void 0,ii=0;function Xs(e){
if(Se!==void 0){var t=e.n;if(t===void 0||t.t!==Se)return t={i:0,S:e,p:Se.s,n:void 0,t:Se,e:void 0,x:void 0,
r:t},Se.s!==void 0&&(Se.s.n=t),Se.s=t,e.n=t,32&Se.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&
(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=Se.s,t.n=void 0,Se.s.n=t,Se.s=t),t}}function Fe(e,t){this.v=
e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}
Fe.prototype.brand=Kc;Fe.prototype.h=function(){return!0};Fe.prototype.S=function(e){var t=this,l=this.
t;l!==e&&e.e===void 0&&(e.x=l,this.t=e,l!==void 0?l.e=e:Bl(function(){var n;(n=t.W)==null||n.call(t)}))};
Fe.prototype.U=function(e){var t=this;if(this.t!==void 0){var l=e.e,n=e.x;l!==void 0&&(l.x=n,e.e=void 0),
n!==void 0&&(n.e=l,e.x=void 0),e===this.t&&(this.t=n,n===void 0&&Bl(function(){var o;(o=t.Z)==null||
o.call(t)}))}};Fe.prototype.subscribe=function(e){var t=this;return Vt(function(){var l=t.value;Bl(function(){
return e(l)})},{name:"sub"})};Fe.prototype.valueOf=function(){return this.value};Fe.prototype.toString=
function(){return this.value+""};Fe.prototype.toJSON=function(){return this.value};Fe.prototype.peek=
function(){var e=this;return Bl(function(){return e.value})};Object.defineProperty(Fe.prototype,"val\
ue",{get:function(){var e=Xs(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.
v){if(li>100)throw new Error("Cycle detected");(function(l){Ot!==0&&li===0&&l.l!==ko&&(l.l=ko,ni={S:l,
v:l.v,i:l.i,o:ni})})(this),this.v=e,this.i++,ii++,Ot++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{
oi()}}}});function Sn(e,t){return new Fe(e,t)}function ef(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==
t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function tf(e){for(var t=e.s;t!==void 0;t=t.n){var l=t.
S.n;if(l!==void 0&&(t.r=l),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function lf(e){for(var t=e.s,l=void 0;t!==
void 0;){var n=t.p;t.i===-1?(t.S.U(t),n!==void 0&&(n.n=t.n),t.n!==void 0&&(t.n.p=n)):l=t,t.S.n=t.r,t.
r!==void 0&&(t.r=void 0),t=n}e.s=l}function hl(e,t){Fe.call(this,void 0,t),this.x=e,this.s=void 0,this.
g=ii-1,this.f=4}hl.prototype=new Fe;hl.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&
this.f)==32||(this.f&=-5,this.g===ii))return!0;if(this.g=ii,this.f|=1,this.i>0&&!ef(this))return this.
f&=-2,!0;var e=Se;try{tf(this),Se=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,
this.f&=-17,this.i++)}catch(l){this.v=l,this.f|=16,this.i++}return Se=e,lf(this),this.f&=-2,!0};hl.prototype.
S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}Fe.prototype.
S.call(this,e)};hl.prototype.U=function(e){if(this.t!==void 0&&(Fe.prototype.U.call(this,e),this.t===
void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}};hl.prototype.N=function(){if(!(2&this.
f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}};Object.defineProperty(hl.prototype,"value",
{get:function(){if(1&this.f)throw new Error("Cycle detected");var e=Xs(this);if(this.h(),e!==void 0&&
(e.i=this.i),16&this.f)throw this.v;return this.v}});function Yl(e,t){return new hl(e,t)}function nf(e){
var t=e.j;if(e.j=void 0,typeof t=="function"){Ot++;var l=Se;Se=void 0;try{t()}catch(n){throw e.f&=-2,
e.f|=8,xo(e),n}finally{Se=l,oi()}}}function xo(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,
e.s=void 0,nf(e)}function Zc(e){if(Se!==this)throw new Error("Out-of-order effect");lf(this),Se=e,this.
f&=-2;try{8&this.f&&xo(this)}finally{oi()}}function ql(e,t){this.x=e,this.j=void 0,this.s=void 0,this.
u=void 0,this.f=32,this.name=t?.name,vn&&vn.push(this)}ql.prototype.c=function(){var e=this.S();try{
if(8&this.f||this.x===void 0)return;var t=this.x();typeof t=="function"&&(this.j=t)}finally{e()}};ql.
prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,nf(this),tf(
this),Ot++;var e=Se;return Se=this,Zc.bind(this,e)};ql.prototype.N=function(){2&this.f||(this.f|=2,this.
u=yn,yn=this)};ql.prototype.d=function(){this.f|=8,1&this.f||xo(this)};ql.prototype.dispose=function(){
this.d()};function Vt(e,t){var l=new ql(e,t);try{l.c()}catch(o){throw l.d(),o}var n=l.d.bind(l);return n[Symbol.
dispose]=n,n}var To,Kl,ri,Qc=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__,of=[],rf=[];Vt(function(){To=
this.N})();function Jl(e,t){oe[e]=t.bind(null,oe[e]||function(){})}function bn(e){if(ri){var t=ri;ri=
void 0,t()}ri=e&&e.S()}function sf(e){var t=this,l=e.data,n=ff(l);n.name="ReactiveDom",n.value=l;var o=pl(
function(){for(var c=t,_=t.__v;_=_.__;)if(_.__c){_.__c.__$f|=4;break}var h=Yl(function(){var m=n.value.
value;return m===0?0:m===!0?"":m||""}),d=Yl(function(){return!Array.isArray(h.value)&&!Li(h.value)}),
g=Vt(function(){if(this.N=uf,d.value){var m=h.value;c.__v&&c.__v.__e&&c.__v.__e.nodeType===3&&(c.__v.
__e.data=m)}}),v=t.__$u.d;return t.__$u.d=function(){g(),v.call(this)},[d,h]},[]),r=o[0],f=o[1];return r.
value?f.peek():f.value}sf.displayName="ReactiveTextNode";Object.defineProperties(Fe.prototype,{constructor:{
configurable:!0,value:fn(Bt,null).constructor},type:{configurable:!0,value:sf},props:{configurable:!0,
get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}});
Jl("__b",function(e,t){if(bn(),Kl=void 0,typeof t.type=="string"){var l,n=t.props;for(var o in n)if(o!==
"children"){var r=n[o];r instanceof Fe&&(l||(t.__np=l={}),l[o]=r,n[o]=r.peek())}}e(t)});Jl("__r",function(e,t){
if(e(t),t.type!==Bt){bn();var l,n=t.__c;n&&(n.__$f&=-2,(l=n.__$u)===void 0&&(n.__$u=l=(function(o,r){
var f;return Vt(function(){f=this},{name:r}),f.c=o,f})((function(o){return function(){var r;Qc&&((r=
this.y)==null||r.call(this)),o.__$f|=1,o.setState({})}})(n),typeof t.type=="function"?t.type.displayName||
t.type.name:""))),Kl=n,bn(l)}});Jl("__e",function(e,t,l,n){bn(),Kl=void 0,e(t,l,n)});Jl("diffed",function(e,t){
bn(),Kl=void 0;var l;if(typeof t.type=="string"&&(l=t.__e)){var n=t.__np,o=t.props,r=l.U;if(r)for(var f in r){
var c=r[f];c===void 0||n&&f in n||(c.d(),r[f]=void 0)}if(n){r||(r={},l.U=r);for(var _ in n){var h=r[_],
d=n[_];h===void 0?(h=Xc(l,_,d,o),r[_]=h):h.o(d,o)}}}e(t)});function Xc(e,t,l,n){var o=t in e&&e.ownerSVGElement===
void 0,r=Sn(l);return{o:function(f,c){r.value=f,n=c},d:Vt(function(){this.N=uf;var f=r.value.value;n[t]!==
f&&(n[t]=f,o?e[t]=f:f!=null&&(f!==!1||t[4]==="-")?e.setAttribute(t,f):e.removeAttribute(t))})}}Jl("u\
nmount",function(e,t){if(typeof t.type=="string"){var l=t.__e;if(l){var n=l.U;if(n){l.U=void 0;for(var o in n){
var r=n[o];r&&r.d()}}}var f=t.__np;if(f){var c=t.props;for(var _ in f)c[_]=f[_]}t.__np=void 0}else{var h=t.
__c;if(h){h.__$f|=8;var d=h.__$u;d&&(h.__$u=void 0,d.d())}}e(t)});Jl("__h",function(e,t,l,n){n<3&&(t.
__$f|=2),e(t,l,n)});Nl.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var l=this.
__$u,n=l&&l.s!==void 0;for(var o in t)return!0;if(this.__f||typeof this.u=="boolean"&&this.u===!0){var r=2&
this.__$f;if(!(n||r||4&this.__$f)||1&this.__$f)return!0}else if(!(n||4&this.__$f)||3&this.__$f)return!0;
for(var f in e)if(f!=="__source"&&e[f]!==this.props[f])return!0;for(var c in this.props)if(!(c in e))
return!0;return!1};function ff(e,t){return pl(function(){return Sn(e,t)},[])}function ea(e,t){var l=ti(
e);return l.current=e,Kl.__$f|=4,pl(function(){return Yl(function(){return l.current()},t)},[])}var ta=typeof requestAnimationFrame>
"u"?setTimeout:function(e){var t=function(){clearTimeout(l),cancelAnimationFrame(n),e()},l=setTimeout(
t,35),n=requestAnimationFrame(t)},la=function(e){queueMicrotask(function(){queueMicrotask(e)})};function na(){
wn(function(){for(var e;e=of.shift();)To.call(e)})}function ia(){of.push(this)===1&&(oe.requestAnimationFrame||
ta)(na)}function oa(){wn(function(){for(var e;e=rf.shift();)To.call(e)})}function uf(){rf.push(this)===
1&&(oe.requestAnimationFrame||la)(oa)}function ra(e,t){var l=ti(e);l.current=e;var n=Kl;So(function(){
return Vt(function(){if(this.N=ia,!(n&&8&n.__$f))return l.current()},t)},[])}var ka=dr.bind(fn);export{Bt as Fragment,wn as batch,Yl as computed,Vt as effect,fn as h,ka as html,qf as render,Sn as signal,
Ie as uPlot,Bl as untracked,Bc as useCallback,ea as useComputed,So as useEffect,jc as useLayoutEffect,
pl as useMemo,ti as useRef,ff as useSignal,ra as useSignalEffect,Ic as useState};
