//<![CDATA[
// Follows the recording on the timeline, and plays from where one clicks. Without it the page reads the same.
(() => {
  for (const control of document.querySelectorAll('[hidden]')) control.hidden = false;
  for (const call of document.querySelectorAll('.call')) {
    const audio = call.querySelector('audio');
    const pieces = [...call.querySelectorAll('.piece')];
    if (!audio || pieces.length === 0) {
      for (const control of call.querySelectorAll('[data-at]')) control.hidden = true;
      continue;
    }
    const head = document.createElement('div');
    head.className = 'playhead';
    const follow = () => {
      const ms = audio.currentTime * 1000;
      const piece = pieces.find((p) => ms < Number(p.dataset.to)) ?? pieces[pieces.length - 1];
      const from = Number(piece.dataset.from);
      head.style.left = `${((ms - from) / (Number(piece.dataset.to) - from)) * 100}%`;
      if (head.parentNode !== piece) piece.append(head);
    };
    const run = () => {
      follow();
      if (!audio.paused) requestAnimationFrame(run);
    };
    audio.addEventListener('play', run);
    audio.addEventListener('seeking', follow);
    audio.addEventListener('timeupdate', follow);
    const playFrom = (ms) => {
      audio.currentTime = ms / 1000;
      follow();
      audio.play().catch(() => {});
    };
    for (const piece of pieces) {
      piece.addEventListener('click', (event) => {
        const box = piece.getBoundingClientRect();
        const from = Number(piece.dataset.from);
        playFrom(from + ((event.clientX - box.left) / box.width) * (Number(piece.dataset.to) - from));
      });
    }
    for (const button of call.querySelectorAll('[data-at]')) {
      button.addEventListener('click', () => playFrom(Number(button.dataset.at)));
    }
    follow();
  }
})();
//]]>
