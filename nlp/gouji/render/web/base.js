/* The data of the page, and what every part of the script uses */
const data = JSON.parse(document.getElementById('data').textContent);
const words = data.words;
const cells = new Map(Object.entries(data.cells));
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const fill = (template, ...values) => values.reduce((text, value) => text.replace('{}', () => value), template);

// Text goes in as text nodes only: nothing of a report is ever read as markup.
function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

function button(text, action, name = 'go') {
  const node = make('button', name, text);
  node.addEventListener('click', action);
  return node;
}

function index(attribute, list) {
  const found = new Map();
  list.forEach((one, place) => one[attribute].forEach((name) => {
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(place);
  }));
  return found;
}

const linked = data.claims.map((claim) => ({
  spoken: [...new Set([...(claim.cells || []), ...(claim.expression || []).map((term) => term[1]).filter(Boolean)])],
}));
const claimsOfCell = index('spoken', linked);
const checksOfCell = index('cells', data.checks);
const findingsOfClaim = index('claims', data.findings);
const findingsOfCell = index('cells', data.findings);

/* One stop of the Tab key for many things side by side: the arrows move between them */
function rove(nodes, node, focus) {
  nodes.forEach((other) => { if (other.tabIndex === 0 && other !== node) other.tabIndex = -1; });
  if (!node) return;
  node.tabIndex = 0;
  if (focus) node.focus({ preventScroll: true });
}
