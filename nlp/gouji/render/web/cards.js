/* Cards of the detail pane, and opening things */
const row = (name, ...value) => (value.flat().some(Boolean) ? [make('dt', '', name), make('dd', '', ...value)] : []);
const list = (name, nodes) => (nodes.length ? [make('h5', '', name), make('div', 'rows', nodes)] : []);

const cellLink = (id) => {
  const [, form, place, text] = cells.get(id);
  return button(fill(words.is, `${form} ${place}`, text), () => openCell(id));
};
const claimLink = (place) => {
  const claim = data.claims[place];
  const sign = make('b', `sign v-${claim.verdict}`, data.signs[claim.verdict]);
  const node = button('', () => openClaims([place], true));
  node.append(sign, `${claim.text}${fill(words.aside, claim.about)} ${claim.name}`);
  return node;
};
const findingLink = (place) => {
  const finding = data.findings[place];
  return button(fill(words.is, `[${finding.name}] ${finding.title}`, finding.message), () => openFinding(place));
};

function formula(claim) {
  const terms = (claim.expression || []).map(([text, cell, place]) => {
    if (cell && cells.has(cell)) return button(text, () => openCell(cell));
    return place === null ? text : button(text, () => openClaims([place], true));
  });
  // A lone cell is listed below with its place; an expression says more.
  if (terms.length < 2) return [];
  const equals = claim.computed && !claim.computed.startsWith('≈') ? ' = ' : ' ';
  return [make('span', 'formula', terms, claim.computed ? equals + claim.computed : '')];
}

function diagnosisRows(diagnosis) {
  return (diagnosis || []).flatMap(([name, implied, where]) => row(
    words.diagnosis, name, implied ? [` · ${words.implied} `, make('b', 'right', implied)] : '', where ? fill(words.aside, where) : '',
  ));
}

function claimCard(place) {
  const claim = data.claims[place];
  const scores = (claim.scores || []).map(([name, score]) => `${name} ${score}`).join(' · ');
  return make('div', 'card',
    make('h4', '', make('span', `badge v-${claim.verdict}`, `${data.signs[claim.verdict]} ${claim.name}`), claim.text),
    make('p', 'sub', claim.about),
    make('dl', '',
      row(words.verdict, claim.full, claim.evidence ? fill(words.aside, fill(words.is, words.evidence, claim.evidence)) : ''),
      row(words.said, claim.said), row(words.computed, claim.computed),
      row(words.gap, claim.gap, claim.gap && claim.allowed ? fill(words.aside, `${words.allowed} ${claim.allowed}`) : ''),
      row(words.formula, formula(claim)),
      diagnosisRows(claim.diagnosis),
      row(words.link, claim.status, scores ? fill(words.aside, fill(words.is, words.score, scores)) : '')),
    list(words.cells, (claim.cells || []).map(cellLink)),
    list(words.runners_up, (claim.rivals || []).map(cellLink)),
    list(words.see_findings, (findingsOfClaim.get(place) || []).map(findingLink)));
}

function findingCard(place) {
  const it = data.findings[place];
  return make('div', 'card',
    make('h4', '', make('span', `badge ${it.severity}`, it.name), it.title),
    make('p', '', it.message),
    decider(place),
    make('dl', '',
      row(it.code.startsWith('table.') ? words.printed : words.said, it.said), row(words.computed, it.computed),
      row(words.implied, it.implied && it.implied !== it.said ? make('b', 'right', it.implied) : ''),
      diagnosisRows(it.diagnosis)),
    list(words.cells, it.cells.map(cellLink)));
}

function checkRow(place) {
  const check = data.checks[place];
  const figures = ['said', 'computed', 'gap', 'allowed'].filter((key) => check[key]).map((key) => `${words[key]} ${check[key]}`);
  return make('span', '', [`${check.code} ${check.name}`, check.message, ...figures].filter(Boolean).join(' · '));
}

function checkRows(id) {
  const places = checksOfCell.get(id) || [];
  const passed = places.filter((place) => data.checks[place].outcome === 'pass').length;
  const rows = places.filter((place) => data.checks[place].outcome !== 'pass').map(checkRow);
  return passed ? [...rows, make('span', '', `${words.passed} ${passed}`)] : rows;
}

function cellCard(node) {
  const id = node.dataset.cell;
  const claims = claimsOfCell.get(id) || [];
  const labels = all('th.lit', node.closest('table')).map((heading) => heading.textContent).filter(Boolean);
  return make('div', 'card',
    make('h4', '', node.textContent || words.blank),
    make('p', 'sub', cells.has(id) ? `${cells.get(id)[1]} ${cells.get(id)[2]}` : labels.join(' · ')),
    claims.length ? list(words.spoken_of, claims.map(claimLink)) : make('p', '', words.not_spoken_of),
    list(words.see_findings, (findingsOfCell.get(id) || []).map(findingLink)),
    list(words.checks, checkRows(id)));
}

function reasonCard(place) {
  const reason = data.reasons[place];
  const told = [reason.quantified && words.quantified, reason.boilerplate && words.boilerplate].filter(Boolean);
  return make('div', 'card',
    make('h4', '', make('span', 'badge', words.reason), reason.types.join(' · ')),
    make('p', '', reason.text),
    make('dl', '', row(words.depth, [reason.depth, ...told].filter(Boolean).join(' · '))),
    list(words.explains, reason.explains.map(claimLink)));
}

function tell(...cards) {
  byId('detail').replaceChildren(...cards);
  byId('detail').scrollTop = 0;
  byId('close').hidden = false;
}

function openClaims(places, move) {
  dim();
  opened = null;
  tell(...places.map(claimCard));
  lightClaims(places, move);
  const spoken = places.flatMap((place) => linked[place].spoken);
  lightCells(spoken, true);
  point(places, spoken);
}

function openCell(id) {
  const node = cellNode(id);
  if (!node) return;
  const claims = claimsOfCell.get(id) || [];
  dim();
  opened = null;
  lightCells([id], true);
  lightClaims(claims, false);
  tell(cellCard(node));
  point(claims, [id]);
}

function openFinding(place) {
  const finding = data.findings[place];
  dim();
  opened = place;
  tell(findingCard(place), ...finding.claims.map(claimCard));
  lightSentence(finding.sentence, true);
  lightClaims(finding.claims, finding.claims.length > 0);
  lightCells(finding.cells, true);
  setCursor(nodeOf[place]);
  point(finding.claims, finding.cells, finding.sentence);
}

function openReason(node) {
  const place = Number(node.dataset.reason);
  const reason = data.reasons[place];
  dim();
  opened = null;
  node.classList.add('on');
  tell(reasonCard(place));
  lightClaims(reason.explains, false);
  point(reason.explains, [], reason.sentence);
}

function close() {
  dim();
  opened = null;
  byId('detail').replaceChildren(make('p', 'empty', words.hint));
  byId('close').hidden = true;
}
