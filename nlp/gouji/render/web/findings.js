/* Findings: filters and the cursor */
const nodeOf = [];
all('.finding').forEach((node) => { nodeOf[Number(node.dataset.finding)] = node; });
const groups = all('.group').map((node) => {
  const members = all('.finding', node).map((member) => Number(member.dataset.finding));
  return { node, members, fold: node.querySelector('details'), hidden: false };
});
const groupOf = new Map(groups.flatMap((group) => group.members.map((place) => [place, group])));
const haystacks = data.findings.map((it) => [it.id, it.title, it.message, it.said, it.computed, it.implied,
  ...it.claims.map((place) => `${data.claims[place].text} ${data.claims[place].about}`),
].filter(Boolean).join('\n').toLowerCase());
const toggles = all('.toggle');
const selects = ['code', 'part', 'hypothesis', 'type', 'decided'].map(byId);
const shownFindings = new Set();
let cursor = null;
let opened = null;

// Those that follow from a finding: all others of its group where it heads it.
function followersOf(place) {
  const { members } = groupOf.get(place);
  return members[0] === place ? members.slice(1) : [];
}

function stateFits(place, wanted) {
  const one = decisions.get(data.findings[place].id);
  if (wanted === 'changed') return changed(place);
  if (wanted === 'noted') return Boolean(one && one.note);
  return ((one && one.decision) || 'undecided') === wanted;
}

// One test for all findings, built once a filtering.
function wanted() {
  const [code, part, hypothesis, type, decided] = selects.map((select) => select.value);
  const severities = new Set(toggles.filter((one) => one.getAttribute('aria-pressed') === 'true').map((one) => one.dataset.severity));
  const query = byId('query').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  byId('clear').hidden = !(code || part || hypothesis || type || decided || query.length || severities.size < toggles.length);
  return (place) => {
    const it = data.findings[place];
    return severities.has(it.severity) && (!code || it.code === code) && (!part || it.part === part)
      && (!hypothesis || it.hypotheses.includes(hypothesis)) && (!type || it.types.includes(type))
      && (!decided || stateFits(place, decided)) && query.every((word) => haystacks[place].includes(word));
  };
}

function filter() {
  const fits = wanted();
  shownFindings.clear();
  groups.forEach((group) => {
    const [head, ...rest] = group.members;
    const fitting = rest.filter(fits);
    const headFits = fits(head);
    const hidden = !headFits && fitting.length === 0;
    if (headFits) shownFindings.add(head);
    fitting.forEach((place) => shownFindings.add(place));
    if (hidden !== group.hidden) group.node.hidden = hidden;
    group.hidden = hidden;
    if (!group.fold || hidden) return;
    // The head names the cause, so it stays above a follower that fits.
    rest.forEach((place) => { nodeOf[place].hidden = !shownFindings.has(place); });
    group.fold.hidden = fitting.length === 0;
    if (fitting.length && !headFits) group.fold.open = true;
  });
  byId('shown').textContent = fill(words.shown, shownFindings.size, data.findings.length);
  byId('nothing').hidden = shownFindings.size > 0 || data.findings.length === 0;
}

function clear() {
  toggles.forEach((toggle) => toggle.setAttribute('aria-pressed', 'true'));
  selects.forEach((select) => { select.value = ''; });
  byId('query').value = '';
  filter();
}

function visible() {
  return groups.filter((group) => !group.hidden).flatMap(({ members, fold }) => {
    const [head, ...rest] = members;
    return [head, ...(fold && fold.open && !fold.hidden ? rest.filter((place) => !nodeOf[place].hidden) : [])];
  });
}

function setCursor(node) {
  if (cursor) {
    cursor.classList.remove('cursor');
    cursor.removeAttribute('aria-current');
  }
  cursor = node || null;
  if (!cursor) return;
  const fold = cursor.closest('.group details');
  if (fold) fold.open = true;
  cursor.classList.add('cursor');
  cursor.setAttribute('aria-current', 'true');
  cursor.scrollIntoView({ block: 'nearest' });
}

const cursorPlace = () => (cursor ? Number(cursor.dataset.finding) : null);

function step(by) {
  const places = visible();
  if (!places.length) return;
  const next = places.indexOf(cursorPlace()) + by;
  setCursor(nodeOf[places[cursor ? Math.min(Math.max(next, 0), places.length - 1) : 0]]);
  // With the focus on it, Enter opens it as it does any button.
  cursor.focus({ preventScroll: true });
}

function writeNote() {
  const place = cursor ? cursorPlace() : opened;
  if (place === null) return;
  if (opened !== place) openFinding(place);
  byId('note').focus();
}
