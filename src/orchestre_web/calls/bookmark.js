(() => {
const said = $VALUES;
const picked = getSelection();
const some = picked && picked.rangeCount > 0 && picked.toString().trim().length > 1;
const range = some ? picked.getRangeAt(0) : null;
const silent = /^(script|style|noscript|template|svg|textarea|select|iframe|canvas|video|audio|object|head)$/i;
const boxed = /(^|[\s_-])comments?($|[\s_-])/i;
const safe = (text) => text.replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
const parts = [];
let size = 0;
const put = (text) => { parts.push(text); size += text.length; };
const walk = (node, deep) => {
if (size > said.most || deep > 400 || (some && !picked.containsNode(node, true))) return;
if (node.nodeType === 3) {
const from = range && node === range.startContainer ? range.startOffset : 0;
const until = range && node === range.endContainer ? range.endOffset : node.data.length;
put(safe(node.data.slice(from, until)));
return;
}
if (node.nodeType !== 1 || silent.test(node.tagName)) return;
const look = getComputedStyle(node);
if (look.display === "none" || look.visibility === "hidden") return;
const name = node.tagName.toLowerCase();
let tag = /^(inline|contents|ruby)/.test(look.display) ? "" : "div";
let more = "";
if (name === "br") { put("<br>"); return; }
if (name === "img") { put('<img alt="' + safe((node.alt || "").slice(0, 40)) + '">'); return; }
if (name === "p" || name === "pre" || name === "button" || name === "li") tag = name;
if (name === "article" || node.getAttribute("role") === "article" || (typeof node.className === "string" && boxed.test(node.className) && tag)) tag = "article";
if (name === "a" && node.href) { if (tag) put("<div>"); more = tag ? "</div>" : ""; tag = "a"; }
if (name === "time") tag = "time";
const given = tag === "a" ? ' href="' + safe(String(node.href).slice(0, 1000)) + '"' : tag === "time" ? ' datetime="' + safe(node.getAttribute("datetime") || "") + '"' : "";
if (tag) put("<" + tag + given + ">");
const inside = node.shadowRoot && !some ? node.shadowRoot : node;
const children = name === "slot" && node.assignedNodes().length ? node.assignedNodes() : inside.childNodes;
for (const child of children) walk(child, deep + 1);
if (tag) put("</" + tag + ">" + more);
};
walk(document.body, 0);
const html = parts.join("");
if (!html.replace(/<[^>]*>/g, "").trim()) { alert(said.nothing); return; }
if (size > said.most) { alert(said.long); return; }
const sent = { orchestre: 1, title: document.title.slice(0, 200), address: location.href.slice(0, 1000), html: "<main>" + html + "</main>" };
const origin = new URL(said.to).origin;
let heard = false;
addEventListener("message", (event) => {
if (event.origin !== origin || event.data !== "orchestre:pret" || !event.source) return;
heard = true;
event.source.postMessage(sent, origin);
});
const byAddress = () => {
const written = encodeURIComponent(JSON.stringify(sent));
if (written.length > 1500000) alert(said.long);
else location.href = said.to + "#" + written;
};
const other = open(said.to, "_blank");
if (!other) byAddress();
else setTimeout(() => { if (!heard && confirm(said.alone)) byAddress(); }, 5000);
})()
