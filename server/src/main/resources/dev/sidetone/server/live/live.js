
// Reads the stream and shows it. Words of callers come from outside: they are only ever set as text.
(() => {
  const by = (id) => document.getElementById(id);
  const make = (tag, style, text) => {
    const node = document.createElement(tag);
    if (style) node.className = style;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const STORED = 'sidetone.token';
  let token = sessionStorage.getItem(STORED) ?? '';
  const headers = () => (token ? { Authorization: `Bearer ${token}` } : {});
  const partNames = [...document.querySelectorAll('.legend.keyed li')].map((entry) => entry.textContent.trim());
  const SPREAD = ['under 300 ms', '300 to 500', '500 to 800', '800 to 1000', 'over 1000 ms', 'no answer timed yet'];
  const SLOW_MS = 1000;
  const MOST_TURNS = 24;
  const MOST_ENDED = 200;

  const ms = (value) => (value === null || value === undefined ? '–' : `${Math.round(value)} ms`);
  const number = (value) => value.toLocaleString('en-US').replaceAll(',', '\u202f');
  const fine = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  const clock = (at) => new Date(at).toLocaleTimeString([], { hour12: false });
  const span = (milliseconds) => {
    const s = Math.max(0, Math.floor(milliseconds / 1000));
    const minutes = String(Math.floor(s / 60) % 60);
    const rest = `${String(s % 60).padStart(2, '0')}`;
    return s >= 3600 ? `${Math.floor(s / 3600)}:${minutes.padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
  };

  // ---- rows that are kept while they are shown, by key
  const rows = (list, items, key, fill) => {
    const known = new Map([...list.children].map((row) => [row.dataset.key, row]));
    items.forEach((item, at) => {
      const name = key(item);
      let row = known.get(name);
      known.delete(name);
      if (!row) {
        row = make('li', 'row');
        row.dataset.key = name;
      }
      const print = JSON.stringify(item);
      if (row.print !== print || row.scale !== scaleMs) {
        row.print = print;
        row.scale = scaleMs;
        row.replaceChildren(...fill(item));
      }
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
    });
    known.forEach((row) => row.remove());
  };
  const opener = (id) => {
    const button = make('button', '', id);
    button.type = 'button';
    button.title = `report of ${id}`;
    button.addEventListener('click', () => { location.hash = `call/${encodeURIComponent(id)}`; });
    return button;
  };
  let scaleMs = 0;
  const bar = (parts) => {
    const box = make('div', 'parts');
    box.title = parts.map((part, at) => `${partNames[at]} ${ms(part)}`).join(', ');
    parts.forEach((part, at) => {
      if (!part || part <= 0) return;
      const piece = make('i', `p${at + 1}`);
      piece.style.width = `${(part / scaleMs) * 100}%`;
      box.append(piece);
    });
    return box;
  };
  const response = (value) => make('span', value !== null && value >= SLOW_MS ? 'ms slow' : 'ms', ms(value));

  // ---- the calls
  let calls = null;
  let turns = [];
  let ended = [];
  const keepTurns = (fresh) => {
    const seen = new Set(fresh.map((turn) => `${turn.call_id} ${turn.turn}`));
    turns = [...fresh, ...turns.filter((turn) => !seen.has(`${turn.call_id} ${turn.turn}`))]
      .slice(0, MOST_TURNS);
  };
  const keepEnded = (fresh) => {
    const all = new Map(ended.map((call) => [`${call.call_id} ${call.started_at}`, call]));
    fresh.forEach((call) => all.set(`${call.call_id} ${call.started_at}`, call));
    const end = (call) => Date.parse(call.started_at) + (call.duration_ms ?? 0);
    ended = [...all.values()].sort((a, b) => end(b) - end(a)).slice(0, MOST_ENDED);
  };
  const rescale = () => {
    const totals = [...(calls?.calls ?? []), ...turns].map((shown) => shown.response_ms ?? 0);
    const most = Math.max(500, ...totals);
    scaleMs = [500, 750, 1000, 1500, 2000, 3000, 5000, 10000, 30000].find((bound) => bound >= most) ?? most;
    by('scale').textContent = `All bars: ${number(scaleMs)} ms wide, from the end of the caller's speech on.`;
  };
  const age = (call) => {
    const node = make('span', 'q', span(Date.now() - Date.parse(call.started_at)));
    node.dataset.since = call.started_at;
    return node;
  };
  const showCalls = () => {
    if (!calls) return;
    rescale();
    by('live').textContent = number(calls.live);
    by('spread').replaceChildren(...calls.spread.map((count, at) => {
      const piece = make('i', `s${at}`);
      piece.style.width = calls.live ? `${(count / calls.live) * 100}%` : '0';
      piece.title = `${SPREAD[at]}: ${count}`;
      return piece;
    }));
    by('spread').setAttribute('aria-label', `Live calls by their last answer: ${calls.spread.map((count, at) => `${SPREAD[at]} ${count}`).join(', ')}`);
    by('spread').hidden = by('spread-key').hidden = calls.live === 0;
    by('spread-key').replaceChildren(...calls.spread.map((count, at) => {
      const entry = make('li', '', '');
      entry.append(make('i', `s${at}`), ` ${SPREAD[at]}: ${number(count)}`);
      return entry;
    }));
    rows(by('calls'), calls.calls, (call) => call.call_id, (call) => [
      opener(call.call_id),
      make('span', 'q wide', call.agent),
      age(call),
      make('span', 'q wide', call.turns === 1 ? '1 turn' : `${call.turns} turns`),
      response(call.response_ms),
      bar(call.parts_ms),
      make('span', 'why', call.why === 'failing' ? (call.last_failure ?? '').replaceAll('_', ' ') : call.why),
    ]);
    const left = calls.live - calls.calls.length;
    by('rest').textContent = left > 0
      ? `Shown are those that fail, the slowest, and those whose turn ended last; ${number(left)} more are in the bar above.` : '';
    rows(by('turns'), turns, (turn) => `${turn.call_id} ${turn.turn}`, (turn) => {
      const meta = make('div', 'meta');
      meta.append(opener(turn.call_id), make('span', 'q', `${turn.turn === 0 ? 'greeting' : `turn ${turn.turn}`}, ${clock(turn.at)}`));
      if (turn.barged_in) meta.append(make('span', 'q', 'interrupts'));
      const said = [];
      if (turn.turn > 0) said.push(make('div', 'said caller', turn.caller_text ?? '–'));
      said.push(agent(turn));
      return [meta, bar(turn.parts_ms), response(turn.response_ms), ...said];
    });
    rows(by('ended'), ended, (call) => `${call.call_id} ${call.started_at}`, (call) => [
      opener(call.call_id),
      make('span', 'q wide', call.agent),
      make('span', 'q wide', `${clock(call.started_at)}`),
      make('span', 'q', call.duration_ms === null ? '–' : span(call.duration_ms)),
      make('span', 'q wide', call.turns === 1 ? '1 turn' : `${call.turns} turns`),
      response(call.slowest_ms ?? null),
      make('span', call.result === 'success' ? 'q end' : 'why end', (call.reason ?? '').replaceAll('_', ' ')),
    ]);
  };
  const agent = (turn) => {
    const line = make('div', 'said agent');
    const said = turn.agent_text;
    const heard = turn.agent_text_heard;
    if (said !== null && heard !== null && said !== heard && said.startsWith(heard)) {
      line.append(heard, make('del', '', said.slice(heard.length)));
    } else {
      line.textContent = said ?? '–';
    }
    return line;
  };
  setInterval(() => {
    for (const node of document.querySelectorAll('[data-since]')) node.textContent = span(Date.now() - Date.parse(node.dataset.since));
  }, 1000);

  // ---- the figures
  let before = null;
  const card = (name, value, bad) => {
    const box = make('div');
    box.append(make('b', bad ? 'bad' : '', value), make('span', '', name));
    return box;
  };
  const cells = (head, ...values) => {
    const row = make('tr');
    const name = make('th', '', head);
    name.scope = 'row';
    row.append(name, ...values.map((value) => make('td', value.bad ? 'n bad' : 'n', value.text ?? value)));
    return row;
  };
  const showFigures = (now) => {
    const of = (name) => now.latencies.find((latency) => latency.name === name);
    const mrl = of('mrl_server');
    const count = (name) => now.counters[name] ?? 0;
    const passed = before && now.at_ms > before.at_ms ? now.at_ms - before.at_ms : null;
    const busy = (worker) => {
      const was = before?.workers[worker.index];
      return passed === null || !was ? null : Math.max(0, (worker.busy_ms - was.busy_ms) / passed);
    };
    const busiest = Math.max(...now.workers.map((worker) => busy(worker) ?? 0));
    by('cards').replaceChildren(
      card(`live calls of ${number(now.gauges.places)}`, number(now.gauges.calls_live)),
      card('response, median', mrl ? ms(mrl.p50) : '–'),
      card('response, p95', mrl ? ms(mrl.p95) : '–', mrl && mrl.p95 >= SLOW_MS),
      card('response, p99', mrl ? ms(mrl.p99) : '–', mrl && mrl.p99 >= SLOW_MS),
      card('answers timed, last minute', number(mrl?.count ?? 0)),
      card('interruptions since the start', number(count('barge_ins'))),
      card('failed calls since the start', number(count('calls_failed')), count('calls_failed') > 0),
      card('busiest worker', passed === null ? '–' : `${Math.round(busiest * 100)} %`, busiest > 0.8),
    );
    const troubles = [];
    if (now.gauges.ready !== 1) troubles.push('No calls are taken: the server starts or drains.');
    if (now.gauges.workers_stuck > 0) troubles.push(`${now.gauges.workers_stuck} workers are stuck.`);
    if (now.gauges.workers_without_headroom > 0) troubles.push(`${now.gauges.workers_without_headroom} workers are too busy to take new calls.`);
    if (now.gauges.store_failing > 0) troubles.push('The store cannot be written.');
    for (const provider of now.providers) if (provider.state !== 'ok') troubles.push(`${provider.vendor} (${provider.stage}) is ${provider.state}.`);
    by('trouble').textContent = troubles.join(' ');
    by('trouble').hidden = troubles.length === 0;
    by('latencies').replaceChildren(...now.latencies.map((latency) => cells(latency.name.replaceAll('_', ' '), number(latency.count), fine(latency.p50), fine(latency.p95), fine(latency.p99), fine(latency.max))));
    by('workers').replaceChildren(...now.workers.map((worker) => {
      const share = busy(worker);
      return cells(String(worker.index), number(worker.calls), { text: share === null ? '–' : `${Math.round(share * 100)} %`, bad: share > 0.8 }, `${fine(worker.longest_ms)} ms`, number(worker.inbox));
    }));
    by('providers').replaceChildren(...now.providers.map((provider) => cells(`${provider.vendor}, ${provider.stage}`, { text: provider.state, bad: provider.state !== 'ok' }, number(provider.turns_last_minute), number(provider.failures_last_minute), number(provider.refused_last_minute), number(provider.queue_depth))));
    if (by('counts').open) by('counters').replaceChildren(...Object.entries(now.counters).map(([name, value]) => cells(name.replaceAll('_', ' '), number(value))));
    before = now;
  };

  // ---- the stream
  let paused = false;
  let waiting = {};
  let stop = null;
  let tryAgain = 0;
  let triedFor = 0;
  const state = (text, style) => {
    by('state').textContent = text;
    by('state').className = `outcome ${style}`;
    by('board').classList.toggle('stale', style === 'bad');
  };
  const take = (name, data) => {
    if (paused) {
      waiting[name] = data;
      return;
    }
    if (name === 'calls') {
      calls = data;
      keepTurns(data.turns);
      keepEnded(data.ended);
      showCalls();
    } else if (name === 'figures') {
      showFigures(data);
    }
    by('board').hidden = !by('one').hidden;
  };
  const event = (text) => {
    let name = '';
    let data = '';
    for (const line of text.split('\n')) {
      if (line.startsWith('event: ')) name = line.slice(7);
      if (line.startsWith('data: ')) data += line.slice(6);
    }
    if (name && data) take(name, JSON.parse(data));
  };
  const refused = async (answer) => {
    const problem = await answer.json().catch(() => ({}));
    if (answer.status === 401) {
      by('why').textContent = token ? 'That is not the token of this server.' : by('why').textContent;
      sessionStorage.removeItem(STORED);
      token = '';
      by('ask').hidden = false;
      by('board').hidden = true;
      state('admin token needed', '');
      by('token').focus();
      return false;
    }
    state(problem.detail ?? `answered ${answer.status}`, 'bad');
    triedFor = 10000;
    return true;
  };
  const read = async () => {
    stop = new AbortController();
    const answer = await fetch('/v1/live', { headers: headers(), signal: stop.signal, cache: 'no-store' });
    if (!answer.ok) return refused(answer);
    by('ask').hidden = true;
    state('live', 'good');
    triedFor = 0;
    if (!by('one').hidden) show().catch(() => {});
    seed();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      rest += value;
      const events = rest.split('\n\n');
      rest = events.pop();
      events.forEach(event);
    }
    return true;
  };
  const run = async () => {
    clearTimeout(tryAgain);
    let again = true;
    try {
      again = await read();
      if (again && triedFor === 0) state('the server ended the stream', 'bad');
    } catch (failure) {
      if (failure.name === 'AbortError') return;
      state('no connection to the server', 'bad');
    }
    before = null;
    if (again) {
      triedFor = Math.min(10000, triedFor * 2 || 1000);
      tryAgain = setTimeout(run, triedFor * (0.75 + Math.random() / 2));
    }
  };
  // A page that nobody sees takes no place.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      clearTimeout(tryAgain);
      stop?.abort();
      before = null;
    } else {
      run();
    }
  });
  by('ask').addEventListener('submit', (submit) => {
    submit.preventDefault();
    token = by('token').value.trim();
    by('token').value = '';
    sessionStorage.setItem(STORED, token);
    run();
  });
  by('pause').addEventListener('click', () => {
    paused = !paused;
    by('pause').textContent = paused ? 'Go on' : 'Pause';
    if (!paused) {
      Object.entries(waiting).forEach(([name, data]) => take(name, data));
      waiting = {};
    }
  });

  // ---- ended calls of before
  let cursor = null;
  const older = async (after) => {
    const answer = await fetch(`/v1/calls?state=ended&limit=24${after ? `&cursor=${encodeURIComponent(after)}` : ''}`, { headers: headers() });
    if (!answer.ok) return;
    const page = await answer.json();
    cursor = page.next;
    by('older').hidden = cursor === null;
    keepEnded(page.calls);
    showCalls();
  };
  const seed = () => older(null).catch(() => {});
  by('older').addEventListener('click', () => older(cursor).catch(() => {}));

  // ---- one call
  const show = async () => {
    const id = location.hash.startsWith('#call/') ? location.hash.slice(6) : null;
    by('one').hidden = id === null;
    by('board').hidden = id !== null || calls === null;
    by('report').replaceChildren();
    if (id === null) return;
    const answer = await fetch(`/v1/calls/${id}/report`, { headers: headers(), cache: 'no-store' });
    const text = await answer.text();
    if (location.hash.slice(6) !== id) return;
    if (!answer.ok) {
      by('report').append(make('p', 'bad', answer.status === 401 ? 'The admin token is needed first.' : JSON.parse(text).detail));
      return;
    }
    // Escaped by the server; and what a parsed document would run, this page's policy does not let in. Its head stays
    // out: the style is this page's own.
    const main = new DOMParser().parseFromString(text.slice(text.indexOf('<main')), 'text/html').querySelector('main');
    by('report').replaceChildren(...document.importNode(main, true).childNodes);
    scrollTo(0, 0);
  };
  addEventListener('hashchange', () => show().catch(() => {}));
  by('back').addEventListener('click', () => { location.hash = ''; });
  show().catch(() => {});
  if (!document.hidden) run();
})();
