'use strict';
(() => {
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

  /* Tables */
  const tabs = all('[data-tab]');
  const others = byId('others');
  const forms = all('.form');

  function showTable(place) {
    forms.forEach((form) => { form.hidden = form.dataset.table !== String(place); });
    tabs.forEach((tab) => tab.setAttribute('aria-selected', String(tab.dataset.tab === String(place))));
    if (others) others.value = tabs.some((tab) => tab.dataset.tab === String(place)) ? '' : String(place);
  }

  function turnTo(place) {
    showTable(place);
    byId('forms').scrollTo(0, 0);
  }

  /* What is lit */
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
    center(node, box, sideways);
    // Sections off the screen have guessed heights; once they are laid out, a frame later, the place is exact.
    requestAnimationFrame(() => requestAnimationFrame(() => center(node, box, sideways)));
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
    if (move) reach(nodes[0], byId('forms'), true);
  }

  function lightClaims(places, move) {
    const wanted = new Set(places.map(String));
    const marks = all('mark').filter((mark) => mark.dataset.claims.split(' ').some((place) => wanted.has(place)));
    marks.forEach((mark) => mark.classList.add('on'));
    if (move && marks.length) reach(marks[0], byId('text'));
    return marks.length > 0;
  }

  function lightSentence(place, move) {
    const node = place === null ? null : document.querySelector(`.s[data-s="${place}"]`);
    if (!node) return;
    node.classList.add('lit');
    if (move) reach(node, byId('text'));
  }

  /* Cards of the detail pane */
  const row = (name, ...value) => (value.flat().some(Boolean) ? [make('dt', '', name), make('dd', '', ...value)] : []);
  const list = (name, nodes) => (nodes.length ? [make('h5', '', name), make('div', 'rows', nodes)] : []);

  function link(text, action) {
    const node = make('button', 'go', text);
    node.addEventListener('click', action);
    return node;
  }

  const cellLink = (id) => {
    const [, form, place, text] = cells.get(id);
    return link(fill(words.is, `${form} ${place}`, text), () => openCell(id));
  };
  const claimLink = (place) => {
    const claim = data.claims[place];
    return link(`${claim.text}${fill(words.aside, claim.about)} ${claim.name}`, () => openClaims([place], true));
  };
  const findingLink = (place) => {
    const finding = data.findings[place];
    return link(fill(words.is, `[${finding.name}] ${finding.title}`, finding.message), () => openFinding(place));
  };

  function formula(claim) {
    const terms = (claim.expression || []).map(([text, cell, place]) => {
      if (cell && cells.has(cell)) return link(text, () => openCell(cell));
      return place === null ? text : link(text, () => openClaims([place], true));
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
      make('h4', '', make('span', `badge v-${claim.verdict}`, claim.name), claim.text),
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
      make('dl', '',
        row(it.code.startsWith('table.') ? words.printed : words.said, it.said), row(words.computed, it.computed),
        row(words.implied, it.implied ? make('b', 'right', it.implied) : ''),
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
    const marks = [reason.quantified && words.quantified, reason.boilerplate && words.boilerplate].filter(Boolean);
    return make('div', 'card',
      make('h4', '', make('span', 'badge', words.reason), reason.types.join(' · ')),
      make('p', '', reason.text),
      make('dl', '', row(words.depth, [reason.depth, ...marks].filter(Boolean).join(' · '))),
      list(words.explains, reason.explains.map(claimLink)));
  }

  function show(...cards) {
    byId('detail').replaceChildren(...cards);
    byId('detail').scrollTop = 0;
    byId('close').hidden = false;
  }

  /* Opening things */
  function openClaims(places, move) {
    dim();
    show(...places.map(claimCard));
    lightClaims(places, move);
    lightCells(places.flatMap((place) => linked[place].spoken), true);
  }

  function openCell(id) {
    const node = cellNode(id);
    if (!node) return;
    dim();
    lightCells([id], true);
    lightClaims(claimsOfCell.get(id) || [], false);
    show(cellCard(node));
  }

  function openFinding(place) {
    const finding = data.findings[place];
    dim();
    show(findingCard(place), ...finding.claims.map(claimCard));
    lightSentence(finding.sentence, true);
    lightClaims(finding.claims, finding.sentence === null);
    lightCells(finding.cells, true);
    setCursor(visible().find((node) => node.dataset.finding === String(place)));
  }

  function openReason(node) {
    const place = Number(node.dataset.reason);
    dim();
    node.classList.add('on');
    show(reasonCard(place));
    lightClaims(data.reasons[place].explains, false);
  }

  function close() {
    dim();
    byId('detail').replaceChildren(make('p', 'empty', words.hint));
    byId('close').hidden = true;
  }

  /* Findings: filter and cursor */
  const findingNodes = all('.finding');
  const haystacks = data.findings.map((it) => [it.code, it.title, it.message, it.said, it.computed, it.implied,
    ...it.claims.map((place) => `${data.claims[place].text} ${data.claims[place].about}`),
  ].filter(Boolean).join('\n').toLowerCase());
  let cursor = null;

  function fits(place) {
    const it = data.findings[place];
    const code = byId('code').value;
    const query = byId('query').value.trim().toLowerCase();
    const severity = document.querySelector(`.toggle[data-severity="${it.severity}"]`);
    return severity.getAttribute('aria-pressed') === 'true' && (!code || it.code === code)
      && query.split(/\s+/).every((word) => haystacks[place].includes(word));
  }

  function filter() {
    let shown = 0;
    all('.group').forEach((group) => {
      const members = all('.finding', group);
      const fitting = members.filter((node) => fits(Number(node.dataset.finding)));
      const head = members[0];
      group.hidden = fitting.length === 0;
      // The head names the cause, so it stays above a follower that fits.
      members.forEach((node) => { node.hidden = node !== head && !fitting.includes(node); });
      const fold = group.querySelector('details');
      if (fold) {
        fold.hidden = !fitting.some((node) => node !== head);
        if (fitting.length && !fitting.includes(head)) fold.open = true;
      }
      shown += fitting.length;
    });
    byId('shown').textContent = fill(words.shown, shown, data.findings.length);
    byId('nothing').hidden = shown > 0 || data.findings.length === 0;
  }

  function visible() {
    return findingNodes.filter((node) => {
      const fold = node.closest('details');
      return !node.hidden && !node.closest('.group').hidden && (!fold || (fold.open && !fold.hidden));
    });
  }

  function setCursor(node) {
    if (cursor) cursor.classList.remove('cursor');
    cursor = node || null;
    if (cursor) {
      cursor.classList.add('cursor');
      cursor.scrollIntoView({ block: 'nearest' });
    }
  }

  function step(by) {
    const nodes = visible();
    const next = nodes.indexOf(cursor) + by;
    if (!nodes.length) return;
    setCursor(nodes[cursor ? Math.min(Math.max(next, 0), nodes.length - 1) : 0]);
    // With the focus on it, Enter opens it as it does any button.
    cursor.focus({ preventScroll: true });
  }

  /* Events */
  const act = (target) => {
    const mark = target.closest('mark');
    const cell = target.closest('td[data-cell]');
    const finding = target.closest('.finding');
    const reason = target.closest('.types');
    const tab = target.closest('[data-tab]');
    if (mark) openClaims(mark.dataset.claims.split(' ').map(Number), false);
    else if (cell) openCell(cell.dataset.cell);
    else if (finding) openFinding(Number(finding.dataset.finding));
    else if (reason) openReason(reason);
    else if (tab) turnTo(tab.dataset.tab);
  };
  document.addEventListener('click', (event) => act(event.target));
  all('.toggle').forEach((toggle) => toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-pressed', String(toggle.getAttribute('aria-pressed') !== 'true'));
    filter();
  }));
  byId('code').addEventListener('change', filter);
  byId('query').addEventListener('input', filter);
  byId('close').addEventListener('click', close);
  if (others) others.addEventListener('change', () => { if (others.value) turnTo(others.value); });

  document.addEventListener('keydown', (event) => {
    const typing = event.target.matches('input, select');
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') {
      if (typing) event.target.blur();
      else close();
    } else if (typing) {
      if (event.key === 'Enter' && event.target.id === 'query') {
        setCursor(null);
        step(0);
      }
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    } else if (event.key === '/') {
      event.preventDefault();
      byId('query').focus();
      byId('query').select();
    } else if (event.key === 'Enter') {
      if (event.target.matches('mark, .types')) act(event.target);
      else if (cursor && !event.target.matches('button, summary')) openFinding(Number(cursor.dataset.finding));
    }
  });

  window.addEventListener('beforeprint', () => {
    all('.group details').forEach((fold) => { fold.open = true; });
  });

  showTable(tabs.length ? tabs[0].dataset.tab : (forms[0] ? forms[0].dataset.table : 0));
  filter();
  const first = all('.chapter:not(details)')[0];
  if (first) byId('text').scrollTop = first.offsetTop - byId('text').offsetTop;
})();
