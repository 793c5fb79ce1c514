/* Events */
function act(target) {
  const mark = target.closest('mark');
  const cell = target.closest('td[data-cell]');
  const finding = target.closest('.finding');
  const reason = target.closest('.types');
  const tab = target.closest('[data-tab]');
  const view = target.closest('[data-view]');
  const go = target.closest('[data-go]');
  if (mark) {
    openClaims(mark.dataset.claims.split(' ').map(Number), false);
    rove(marks, mark, false);
  } else if (cell) openCell(cell.dataset.cell);
  else if (finding) openFinding(Number(finding.dataset.finding));
  else if (reason) openReason(reason);
  else if (tab) turnTo(tab.dataset.tab);
  else if (view) show(view.dataset.view);
  else if (go) goTo(go.dataset.go);
}
document.addEventListener('click', (event) => act(event.target));

toggles.forEach((toggle) => toggle.addEventListener('click', () => {
  toggle.setAttribute('aria-pressed', String(toggle.getAttribute('aria-pressed') !== 'true'));
  filter();
}));
selects.forEach((select) => select.addEventListener('change', filter));
byId('query').addEventListener('input', filter);
byId('clear').addEventListener('click', clear);
byId('close').addEventListener('click', close);
if (others) others.addEventListener('change', () => { if (others.value) turnTo(others.value); });

function toggleKeys() {
  const hidden = byId('keys').hidden;
  byId('keys').hidden = !hidden;
  byId('help').setAttribute('aria-expanded', String(hidden));
}
byId('help').addEventListener('click', toggleKeys);

/* Keys */
const onCursor = (choice) => {
  const place = cursor ? cursorPlace() : opened;
  if (place !== null) choose(place, choice);
};
const actions = {
  j: () => step(1),
  k: () => step(-1),
  a: () => onCursor('accepted'),
  x: () => onCursor('rejected'),
  n: writeNote,
  '/': () => { byId('query').focus(); byId('query').select(); },
  '[': () => nextOpen(-1),
  ']': () => nextOpen(1),
  v: () => show(leaves && leaves.hidden ? 'leaves' : 'forms'),
  '?': toggleKeys,
};

// Keys in a field belong to the field, but for those that leave it.
function typed(event) {
  if (event.key === 'Escape') event.target.blur();
  else if (event.key === 'Enter' && event.target.id === 'query') {
    setCursor(null);
    step(0);
  }
}

function arrow(event) {
  const { target, key } = event;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (target.matches('td[data-cell]')) moveCell(target, key);
  else if (target.matches('mark') && by) moveMark(target, by);
  else if (target.matches('[data-tab]') && by) moveTab(target, by);
  else return;
  event.preventDefault();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target, key } = event;
  if (target.matches('input:not([type="checkbox"]), select, textarea')) typed(event);
  else if (key === 'Escape') close();
  else if (key.startsWith('Arrow')) arrow(event);
  else if ((key === 'Enter' || key === ' ') && target.matches('mark, td[data-cell]')) {
    event.preventDefault();
    act(target);
  } else if (key === 'Enter' && cursor && !target.matches('button, summary')) openFinding(cursorPlace());
  else if (actions[key]) {
    event.preventDefault();
    actions[key]();
  }
});

/* Paper has no folds */
let folded = [];
window.addEventListener('beforeprint', () => {
  folded = all('.group details:not([open]), #gone:not([open])');
  folded.forEach((fold) => { fold.open = true; });
});
window.addEventListener('afterprint', () => folded.forEach((fold) => { fold.open = false; }));

/* Beginning */
merge(review.given);
merge(stored());
showTable(tabs.length ? tabs[0].dataset.tab : (forms[0] ? forms[0].dataset.table : 0));
rove([], marks[0], false);
marked();
filter();
const first = all('.chapter:not(details)')[0];
if (first) byId('text').scrollTop = first.offsetTop - byId('text').offsetTop;
