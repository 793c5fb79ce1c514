/* What is lit: figures and sentences in the text, cells with their headings in the tables */
const marks = all('mark');
const marksOfClaim = new Map();
marks.forEach((mark) => mark.dataset.claims.split(' ').forEach((place) => {
  if (!marksOfClaim.has(place)) marksOfClaim.set(place, []);
  marksOfClaim.get(place).push(mark);
}));

function dim() {
  all('.lit, .on').forEach((node) => node.classList.remove('lit', 'on'));
}

function center(node, box, sideways) {
  const inner = node.getBoundingClientRect();
  const outer = box.getBoundingClientRect();
  if (outer.height < box.scrollHeight) {
    box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
  if (sideways && (inner.left < outer.left || inner.right > outer.right)) {
    box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
  // Where the columns stand one below the other, the page itself scrolls.
  if (document.documentElement.scrollHeight > window.innerHeight + 1) node.scrollIntoView({ block: 'center' });
}

function reach(node, box, sideways) {
  for (let fold = node.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  settle(box, () => center(node, box, sideways));
}

// Sections off the screen have guessed heights; as they are laid out, frame by frame, the place becomes exact.
const settling = new Map();
function settle(box, move, frames = 12) {
  const own = (settling.get(box) || 0) + 1;
  settling.set(box, own);
  let still = 0;
  const again = (left) => {
    const before = box.scrollTop;
    move();
    still = Math.abs(box.scrollTop - before) < 1 ? still + 1 : 0;
    if (left > 0 && still < 3 && own === settling.get(box)) requestAnimationFrame(() => again(left - 1));
  };
  again(frames);
}

function cellNode(id) {
  return document.querySelector(`td[data-cell="${CSS.escape(id)}"]`);
}

function lightCell(node) {
  node.classList.add('on');
  let label = node.previousElementSibling;
  while (label && label.tagName !== 'TH') label = label.previousElementSibling;
  for (; label && label.tagName === 'TH'; label = label.previousElementSibling) label.classList.add('lit');
  const place = node.cellIndex;
  all('thead th', node.closest('table')).forEach((heading) => {
    if (Number(heading.dataset.a) <= place && place <= Number(heading.dataset.b)) heading.classList.add('lit');
  });
}

function lightCells(ids, move) {
  const nodes = ids.map(cellNode).filter(Boolean);
  if (!nodes.length) return;
  if (move) showTable(nodes[0].closest('.form').dataset.table);
  nodes.forEach(lightCell);
  if (move) {
    rove(all('td[tabindex="0"]'), nodes[0], false);
    reach(nodes[0], byId('forms'), true);
  }
}

function lightClaims(places, move) {
  const lit = [...new Set(places.flatMap((place) => marksOfClaim.get(String(place)) || []))];
  lit.forEach((mark) => mark.classList.add('on'));
  if (move && lit.length) {
    rove(marks, lit[0], false);
    reach(lit[0], byId('text'));
  }
}

function lightSentence(place, move) {
  const node = place === null ? null : document.querySelector(`.s[data-s="${place}"]`);
  if (!node) return;
  node.classList.add('lit');
  if (move) reach(node, byId('text'));
}

/* The chart of verdicts by section */
const stacks = all('.stack');
const counts = stacks.map((stack) => all('.fill', stack).map((node) => Number(node.dataset.n)));
const most = Math.max(1, ...counts.map((list) => list.reduce((sum, count) => sum + count, 0)));
stacks.forEach((stack, place) => {
  stack.style.setProperty('--share', counts[place].reduce((sum, count) => sum + count, 0) / most);
  all('.fill', stack).forEach((node, at) => { node.style.flexGrow = counts[place][at]; });
});
// Without the script the bars would have no lengths, so they are hidden.
document.body.classList.add('ready');

function goTo(section) {
  const parts = all('.part');
  const part = parts.find((node) => node.dataset.section === section)
    || parts.find((node) => (node.dataset.section || '').startsWith(`${section}.`));
  if (!part) return;
  for (let fold = part.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  const box = byId('text');
  settle(box, () => { box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top; });
}
