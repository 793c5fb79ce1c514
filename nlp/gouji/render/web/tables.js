/* Tables: which one is shown, and the way through it with the arrows */
const tabs = all('[data-tab]');
const others = byId('others');
const forms = all('.form');

function showTable(place) {
  const wanted = String(place);
  forms.forEach((form) => { form.hidden = form.dataset.table !== wanted; });
  tabs.forEach((tab) => tab.setAttribute('aria-selected', String(tab.dataset.tab === wanted)));
  const chosen = tabs.find((tab) => tab.dataset.tab === wanted);
  rove(tabs, chosen || tabs[0], false);
  if (others) others.value = chosen ? '' : wanted;
  const shown = forms.find((form) => !form.hidden);
  if (shown && !shown.querySelector('td[tabindex="0"]')) rove([], shown.querySelector('td[data-cell]'), false);
}

function turnTo(place) {
  show('forms');
  showTable(place);
  byId('forms').scrollTo(0, 0);
}

// The nearest cell above or below in the same column, or beside in the same row.
function neighbour(node, key) {
  const row = node.parentElement;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const step = key === 'ArrowLeft' ? 'previousElementSibling' : 'nextElementSibling';
    let next = node[step];
    while (next && !next.dataset.cell) next = next[step];
    return next;
  }
  const step = key === 'ArrowUp' ? 'previousElementSibling' : 'nextElementSibling';
  for (let next = row[step]; next; next = next[step]) {
    const cell = next.children[node.cellIndex];
    if (cell && cell.dataset.cell) return cell;
  }
  return null;
}

function moveCell(node, key) {
  const next = neighbour(node, key);
  if (!next) return;
  rove(all('td[tabindex="0"]'), next, true);
  center(next, byId('forms'), true);
}

function moveTab(tab, by) {
  const next = tabs[tabs.indexOf(tab) + by];
  if (!next) return;
  turnTo(next.dataset.tab);
  next.focus();
}

function moveMark(mark, by) {
  const next = marks[marks.indexOf(mark) + by];
  if (!next) return;
  reach(next, byId('text'));
  rove(marks, next, true);
}

// The next figure, from the one last opened, that is contradicted or that nothing speaks to.
function nextOpen(by) {
  const from = marks.findIndex((mark) => mark.tabIndex === 0);
  const wanted = (mark) => mark.matches('.v-contradicted, .v-unverifiable');
  const rest = by > 0 ? marks.slice(from + 1) : marks.slice(0, from).reverse();
  const next = rest.find(wanted);
  if (!next) return;
  openClaims(next.dataset.claims.split(' ').map(Number), true);
  rove(marks, next, true);
}
