// Put into every page that is measured: how long from a pointer's move until its effect is painted.
(() => {
  const state = { samples: [], moved: 0, changed: false, shown: {}, wanted: {} };
  window.bench = state;
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    const now = performance.now();
    if (state.changed) {
      state.samples.push(now - state.moved);
      state.changed = false;
      state.moved = 0;
    }
    for (const [name, selectors] of Object.entries(state.wanted)) {
      if (!(name in state.shown) && selectors.every((each) => document.querySelector(each)))
        state.shown[name] = now;
    }
  };
  const frame = () => {
    requestAnimationFrame(frame);
    painted.port2.postMessage(0);
  };
  requestAnimationFrame(frame);

  /** From now on: what moves a pointer over the page, until `selector` is drawn anew. */
  state.watch = (selector) => {
    state.observer?.disconnect();
    state.observer = new MutationObserver(() => {
      if (state.moved) state.changed = true;
    });
    const parts = { subtree: true, childList: true, attributes: true, characterData: true };
    state.observer.observe(document.querySelector(selector), parts);
    state.samples = [];
    state.moved = 0;
    state.changed = false;
  };
  /** The clock starts with the next move and runs until the first effect. */
  state.start = () => {
    state.moved = 0;
    state.changed = false;
    document.addEventListener(
      "pointermove",
      () => {
        state.moved = performance.now();
      },
      { once: true, capture: true },
    );
  };
})();
