/* The pages of the PDF as pictures, decoded when they are shown, with boxes around figures and cells */
const leaves = byId('leaves');
const views = all('[data-view]');
const MOST_LEAVES = 3;
let pointed = [];

function show(view) {
  if (!leaves || (view === 'leaves') === !leaves.hidden) return;
  leaves.hidden = view !== 'leaves';
  byId('forms').hidden = view === 'leaves';
  views.forEach((node) => node.setAttribute('aria-pressed', String(node.dataset.view === view)));
  document.body.classList.toggle('on-leaves', view === 'leaves');
  if (view === 'leaves') drawLeaves();
}

// What the next look at the pages shows: boxes of figures first, then those of cells.
function point(claims, ids, sentence) {
  if (!leaves) return;
  const { claims: figures, cells: places, sentences } = data.leaves;
  let said = claims.flatMap((place) => figures[place] || []);
  if (!said.length && sentence !== null && sentence !== undefined) said = sentences[sentence] || [];
  pointed = [...said.map((box) => ['said', box]), ...ids.flatMap((id) => places[id] || []).map((box) => ['printed', box])];
  if (!leaves.hidden) drawLeaves();
}

function boxNode(kind, [page, x0, top, x1, bottom]) {
  const [width, height] = data.leaves.sizes[page];
  const node = make('i', `box ${kind}`);
  const air = 1.5;
  node.style.left = `${((x0 - air) / width) * 100}%`;
  node.style.top = `${((top - air) / height) * 100}%`;
  node.style.width = `${((x1 - x0 + 2 * air) / width) * 100}%`;
  node.style.height = `${((bottom - top + 2 * air) / height) * 100}%`;
  node.title = kind === 'said' ? words.shown_figure : words.shown_cell;
  return node;
}

function leafNode(page, boxes) {
  const source = document.querySelector(`script[data-leaf="${page}"]`);
  const [width, height] = data.leaves.sizes[page];
  const picture = new Image(width, height);
  picture.alt = fill(words.page, page);
  picture.src = `data:image/png;base64,${source.textContent}`;
  const sheet = make('button', 'sheet', picture, boxes.map(([kind, box]) => boxNode(kind, box)));
  sheet.title = words.enlarge;
  sheet.setAttribute('aria-label', fill(words.on_page, picture.alt, words.enlarge));
  sheet.addEventListener('click', () => {
    sheet.classList.toggle('large');
    const box = sheet.querySelector('.box');
    if (box) center(box, leaves, true);
  });
  const node = make('figure', 'leaf-view', sheet);
  node.dataset.page = page;
  return node;
}

function drawLeaves(chosen) {
  const pages = chosen ? [chosen] : [...new Set(pointed.map(([, box]) => box[0]))].slice(0, MOST_LEAVES);
  const shown = pages.map((page) => leafNode(page, pointed.filter(([, box]) => box[0] === page)));
  leaves.replaceChildren(leafBar(pages), ...(shown.length ? shown : [make('p', 'empty', words.no_leaf)]));
  leaves.scrollTo(0, 0);
  const box = leaves.querySelector('.box');
  if (box) center(box, leaves, true);
}

// Which page to show, and a way to the place of the figure and to that of each cell.
function leafBar(pages) {
  const picker = make('select', 'pick', make('option', '', words.pick_leaf));
  picker.firstChild.value = '';
  picker.setAttribute('aria-label', words.pick_leaf);
  Object.keys(data.leaves.sizes).forEach((number) => {
    const option = make('option', '', fill(words.page, number));
    option.value = number;
    picker.append(option);
  });
  picker.value = pages.length === 1 ? String(pages[0]) : '';
  picker.addEventListener('change', () => { if (picker.value) drawLeaves(Number(picker.value)); });
  const places = new Map(pointed.map(([kind, box]) => [`${kind} ${box[0]}`, [kind, box[0]]]));
  const ways = [...places.values()].filter(([, page]) => pages.includes(page)).map(([kind, page]) => {
    const name = `${kind === 'said' ? words.shown_figure : words.shown_cell} ${fill(words.page, page)}`;
    const way = button(name, () => center(leaves.querySelector(`[data-page="${page}"] .box.${kind}`), leaves, true), 'way');
    way.prepend(make('i', `swatch ${kind}`));
    return way;
  });
  return make('div', 'leaf-bar', picker, ways);
}
