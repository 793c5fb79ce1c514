/* Decisions on findings: kept in the browser, saved to and loaded from a file, never lost to an older one */
const review = data.review;
const STORE = `${review.schema}:${review.key}`;
const placeOf = new Map(data.findings.map((finding, place) => [finding.id, place]));
const decisions = new Map();
let kept = true;

const isText = (value) => typeof value === 'string';
const said = (one) => Boolean(one && (one.decision || one.note));

// A decision from outside, or null: only known fields of the right type come in.
function accepted(raw) {
  if (!raw || typeof raw !== 'object' || !isText(raw.finding) || !raw.finding) return null;
  const decision = raw.decision === undefined ? null : raw.decision;
  if (![null, 'accepted', 'rejected'].includes(decision)) return null;
  const text = (name) => (isText(raw[name]) ? raw[name] : '');
  return { finding: raw.finding, decision, note: text('note'), code: text('code'), message: text('message'), at: text('at') };
}

// Of two decisions on one finding the later one counts.
function merge(list) {
  list.map(accepted).filter(Boolean).forEach((one) => {
    const held = decisions.get(one.finding);
    if (!held || held.at < one.at) decisions.set(one.finding, one);
  });
}

// A page opened from a folder may be denied any storage; then the file is the only way to keep decisions.
function stored() {
  try {
    const list = JSON.parse(localStorage.getItem(STORE) || '[]');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function keep() {
  // Another window may have decided meanwhile.
  merge(stored());
  try {
    localStorage.setItem(STORE, JSON.stringify([...decisions.values()]));
    kept = true;
  } catch {
    kept = false;
    report(words.not_kept);
  }
}

function report(text) {
  const node = byId('told');
  node.textContent = text;
  node.hidden = !text;
}

/* A finding with its decision */
const decisionOn = (place) => decisions.get(data.findings[place].id);
const changed = (place) => {
  const one = decisionOn(place);
  return said(one) && Boolean(one.message) && one.message !== data.findings[place].message;
};

function decide(places, change) {
  const at = new Date().toISOString();
  places.forEach((place) => {
    const { id, code, message } = data.findings[place];
    const held = decisions.get(id) || { finding: id, decision: null, note: '' };
    decisions.set(id, { ...held, ...change, code, message, at });
  });
  keep();
  places.forEach(showDecision);
  progress();
}

// Pressing what is already chosen takes it back.
function choose(place, choice) {
  const one = decisionOn(place);
  const next = one && one.decision === choice ? null : choice;
  const box = byId('together');
  const alone = opened === place && box && !box.checked;
  // A follower that was decided otherwise keeps its own decision.
  const before = (one && one.decision) || null;
  const followers = alone ? [] : followersOf(place).filter((other) => ((decisionOn(other) || {}).decision || null) === before);
  decide([place, ...followers], { decision: next });
  if (opened === place) press(next);
}

function press(choice) {
  all('.decide [data-choice]').forEach((node) => node.setAttribute('aria-pressed', String(node.dataset.choice === choice)));
}

function decider(place) {
  const one = decisionOn(place);
  const option = (choice, text, key) => {
    const node = button(text, () => choose(place, choice), `choice ${choice}`);
    node.dataset.choice = choice;
    node.title = key;
    node.setAttribute('aria-pressed', String(Boolean(one) && one.decision === choice));
    return node;
  };
  const note = make('textarea', 'note');
  note.id = 'note';
  note.rows = 1;
  note.placeholder = words.note_hint;
  note.setAttribute('aria-label', words.note);
  note.value = one ? one.note : '';
  note.addEventListener('input', () => decide([place], { note: note.value }));
  const followers = followersOf(place);
  const box = make('input');
  box.type = 'checkbox';
  box.id = 'together';
  box.checked = true;
  const together = followers.length ? make('label', 'together', box, fill(words.with_followers, followers.length)) : '';
  const node = make('div', 'decide', option('accepted', words.accept, 'a'), option('rejected', words.reject, 'x'), together, note,
    changed(place) ? make('p', 'sub', fill(words.changed_since, one.message)) : '');
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', words.decision);
  return node;
}

/* What the list of findings shows of it */
function showDecision(place) {
  const one = decisionOn(place);
  const node = nodeOf[place];
  const state = node.querySelector('.state');
  const noted = node.querySelector('.noted');
  const told = one && one.decision ? words[one.decision] : '';
  node.classList.toggle('accepted', Boolean(one) && one.decision === 'accepted');
  node.classList.toggle('rejected', Boolean(one) && one.decision === 'rejected');
  state.textContent = [told && `${one.decision === 'accepted' ? '✓' : '✗'} ${told}`, changed(place) && words.changed].filter(Boolean).join(' · ');
  state.hidden = !state.textContent;
  noted.textContent = one && one.note ? fill(words.is, words.note, one.note) : '';
  noted.hidden = !noted.textContent;
}

function progress() {
  const done = data.findings.filter((finding) => (decisions.get(finding.id) || {}).decision).length;
  byId('progress').textContent = fill(words.progress, done, data.findings.length);
  const gone = [...decisions.values()].filter((one) => said(one) && !placeOf.has(one.finding));
  const fold = byId('gone');
  fold.hidden = gone.length === 0;
  fold.querySelector('summary').textContent = fill(words.gone, gone.length);
  fold.querySelector('ul').replaceChildren(...gone.map((one) => make('li', '',
    [words[one.decision], one.note && fill(words.is, words.note, one.note)].filter(Boolean).join(' · '), ' ',
    make('span', '', one.message), ' ', make('code', '', one.finding))));
}

function marked() {
  data.findings.forEach((_, place) => showDecision(place));
  progress();
}

/* Files */
function save() {
  const list = [...decisions.values()].filter(said);
  const text = JSON.stringify({ schema: review.schema, report: review.report, decisions: list }, null, 1);
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = make('a');
  link.href = address;
  link.download = `${review.name}.decisions.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function sameReport(other) {
  const own = review.report;
  const hashes = (one) => (Array.isArray(one.sources) ? one.sources : []).map((source) => source && source.sha256).filter(Boolean);
  if (hashes(other).some((hash) => hashes(own).includes(hash))) return true;
  return own.department !== null && ['department', 'fiscal_year', 'kind'].every((name) => own[name] === other[name]);
}

function load(text, name) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch {
    return report(fill(words.not_decisions, name));
  }
  if (!file || file.schema !== review.schema || !Array.isArray(file.decisions) || !file.report) {
    return report(fill(words.not_decisions, name));
  }
  if (!sameReport(file.report)) {
    return report(fill(words.of_another, [file.report.department, file.report.fiscal_year].filter(Boolean).join(' ')));
  }
  const list = file.decisions.map(accepted).filter(Boolean);
  merge(list);
  report(fill(words.loaded, list.length, list.filter((one) => placeOf.has(one.finding)).length));
  keep();
  marked();
  return opened === null ? undefined : openFinding(opened);
}

byId('save').addEventListener('click', save);
byId('load').addEventListener('click', () => byId('file').click());
byId('file').addEventListener('change', async () => {
  const [file] = byId('file').files;
  if (file) load(await file.text(), file.name);
  byId('file').value = '';
});
