// Draws the curves of a load run. `run` is the object "load" of report.json.
(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const samples = run.samples;
  const series = (field, scale = 1) => samples.map((s) => ({ x: s.at_s, y: s[field] === null ? null : s[field] * scale }));
  const known = (data) => data.some((p) => p.y !== null);
  const line = (label, name, data, more = {}) => ({
    label, data, borderColor: colour(name), backgroundColor: colour(name), borderWidth: 2, pointRadius: 0, tension: 0, spanGaps: true, ...more,
  });
  const measured = samples.filter((s) => s.measured).map((s) => s.at_s);
  // The measured window stands out from ramp and warm-up.
  const shade = {
    id: 'window',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      if (measured.length === 0 || !scales.x || scales.x.type !== 'linear') return;
      const from = scales.x.getPixelForValue(measured[0]);
      const to = scales.x.getPixelForValue(measured[measured.length - 1]);
      ctx.save();
      ctx.fillStyle = colour('--card');
      ctx.fillRect(from, chartArea.top, to - from, chartArea.bottom - chartArea.top);
      ctx.restore();
    },
  };
  const axis = (title, more = {}) => ({
    title: { display: title !== '', text: title, color: colour('--quiet') },
    ticks: { color: colour('--quiet'), maxRotation: 0, includeBounds: false },
    grid: { color: colour('--line') },
    beginAtZero: true,
    ...more,
  });
  const seconds = () => axis('seconds', { type: 'linear', max: samples.length ? Math.ceil(samples[samples.length - 1].at_s) : 1 });
  const charts = [];
  const draw = (id, datasets, scales) => {
    const shown = datasets.filter((set) => known(set.data));
    const canvas = document.getElementById(id);
    if (shown.length === 0) {
      canvas.closest('figure').hidden = true;
      return;
    }
    charts.push(new Chart(canvas, {
      type: 'line',
      data: { datasets: shown },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, normalized: true,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        plugins: { legend: { labels: { color: colour('--text'), boxWidth: 12, boxHeight: 2 } } },
        scales,
      },
      plugins: [shade],
    }));
  };
  // 1 in n is slower: p50 is 2, p99 is 100, p99.9 is 1000. The maximum lies beyond the last that is known.
  const byRank = (points) => points.filter(([p]) => p < 100).map(([p, ms]) => ({ x: 1 / (1 - p / 100), y: ms }));
  const percentileOf = (x) => {
    const named = { 1: '0 %', 2: '50 %', 10: '90 %', 100: '99 %', 1000: '99.9 %', 10000: '99.99 %', 100000: '99.999 %', 1000000: '99.9999 %' };
    return named[Math.round(x)] ?? '';
  };
  const drawAll = () => {
    charts.splice(0).forEach((chart) => chart.destroy());
    const ranks = axis('percentile', { type: 'logarithmic', min: 1, beginAtZero: false });
    ranks.ticks = { ...ranks.ticks, callback: percentileOf, autoSkip: false };
    ranks.afterBuildTicks = (scale) => {
      scale.ticks = [1, 2, 10, 100, 1000, 1e4, 1e5, 1e6].filter((value) => value <= scale.max).map((value) => ({ value }));
    };
    draw('curve', [
      line(run.curve.of, '--p2', byRank(run.curve.points)),
      line('floor of the harness', '--p1', run.floor && run.curve.of.startsWith('echo') ? byRank(run.floor.curve.points) : [], { borderDash: [5, 4] }),
    ], { x: ranks, y: axis('ms') });
    draw('latency', [
      line('p50', '--p6', series('p50_ms')),
      line('p99', '--p2', series('p99_ms')),
      line('greatest', '--p5', series('max_ms'), { borderWidth: 1 }),
    ], { x: seconds(), y: axis('ms') });
    draw('cpu', [
      line('server', '--p2', series('server_cores')),
      line('harness', '--p5', series('harness_cores')),
      line('whole machine', '--p1', series('machine_cores'), { borderDash: [5, 4] }),
    ], { x: seconds(), y: axis('cores') });
    const memory = known(series('server_rss_mb'));
    draw('memory', [
      line('server memory, MB', '--p3', series('server_rss_mb'), { yAxisID: 'y' }),
      line('open calls', '--p1', series('streams'), { yAxisID: memory ? 'calls' : 'y' }),
    ], memory
      ? { x: seconds(), y: axis('MB', { beginAtZero: false }), calls: axis('calls', { position: 'right', grid: { drawOnChartArea: false } }) }
      : { x: seconds(), y: axis('calls') });
    const away = run.echo === null ? [] : samples.map((s) => ({ x: s.at_s, y: s.frames_sent - s.frames_received }));
    draw('frames', [
      line('sent late, so far', '--p5', series('frames_late')),
      line('sent and not back', '--p2', away),
    ], { x: seconds(), y: axis('frames') });
  };
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
})();
