// @ts-check
/**
 * The style sheet of our own shadow root. `!important` on the host, because the rules of a page
 * come before those of a shadow root.
 */
export const css = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  width: 0 !important;
  height: 0 !important;
  margin: 0 !important;
  padding: 0 !important;
  border: 0 !important;
  overflow: visible !important;
  background: none !important;
  zoom: var(--unruffle-zoom, 1) !important;
}
:host(:not(:popover-open)) { display: none !important; }

.popover, .badge, .panel {
  --ink: #1c2b33;
  --soft: #53656f;
  --paper: #ffffff;
  --wash: #eef6f8;
  --line: #cfdbe1;
  --calm: #0b6b7c;
  --on-calm: #ffffff;
  color-scheme: light;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, sans-serif;
  color: var(--ink);
  text-align: start;
}
@media (prefers-color-scheme: dark) {
  .popover, .badge, .panel {
    --ink: #e6eef1;
    --soft: #a9bac2;
    --paper: #1d282e;
    --wash: #26363d;
    --line: #3d4f58;
    --calm: #74ccd8;
    --on-calm: #10282d;
    color-scheme: dark;
  }
}

*, *::before { box-sizing: border-box; }
[hidden] { display: none !important; }
p { margin: 0; }
button {
  font: inherit;
  color: inherit;
  margin: 0;
  padding: 4px 10px;
  border: 1px solid var(--line);
  border-radius: 7px;
  background: var(--paper);
  cursor: pointer;
}
button:hover { border-color: var(--calm); }
:focus-visible { outline: 2px solid var(--calm); outline-offset: 1px; }
a { color: var(--calm); }

.popover, .card {
  position: fixed;
  background: var(--paper);
  border: 1px solid var(--line);
  border-radius: 11px;
  box-shadow: 0 1px 2px rgb(10 30 40 / 12%), 0 8px 26px rgb(10 30 40 / 16%);
  overflow-wrap: break-word;
}
.popover {
  width: max-content;
  max-width: min(320px, calc(100vw - 16px));
  max-height: calc(100vh - 16px);
  overflow: auto;
  padding: 10px;
  z-index: 1;
  animation: unruffle-in 90ms ease-out;
}
@keyframes unruffle-in { from { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .popover { animation: none; } }

.offers { display: grid; gap: 6px; margin-bottom: 9px; }
.offer {
  display: flex;
  justify-content: space-between;
  align-items: baseline;
  gap: 12px;
  width: 100%;
  padding: 7px 10px;
  border-color: transparent;
  background: var(--wash);
  text-align: start;
}
.offer .words { font-weight: 550; min-width: 0; }
.offer .use { flex: none; color: var(--calm); font-size: 13px; }
.gap {
  border-bottom: 1.5px dashed var(--calm);
  color: var(--calm);
  font-style: italic;
  font-weight: 400;
}
.message { padding: 0 2px; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; margin-top: 9px; }
.row .keep { margin-inline-end: auto; }
.quiet { border-color: transparent; color: var(--soft); }
.quiet[aria-expanded="true"] { color: var(--calm); }
.more { margin-top: 9px; padding: 9px 2px 0; border-top: 1px solid var(--line); font-size: 13px; }
.more p { color: var(--soft); }
.more p + p, .more button + p { margin-top: 5px; }
.reasons { display: flex; flex-wrap: wrap; gap: 5px; margin: 5px 0 10px; }
.reasons button { padding: 3px 9px; }
.source { font-size: 12px; }

.popover.compact {
  display: flex;
  align-items: center;
  gap: 6px;
  max-width: calc(100vw - 16px);
  padding: 3px 5px;
  font-size: 12px;
}
.compact .offers { display: flex; margin: 0; min-width: 0; flex: 0 1 auto; }
.compact .offer { padding: 2px 8px; min-width: 0; overflow: hidden; }
.compact .offer + .offer, .compact .use, .compact .more, .compact .quiet { display: none; }
.compact .words, .compact .message {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.compact .message { color: var(--soft); flex: 1 1 0; min-width: 0; }
/* Better words first: where they need the room, the reason waits for a wider frame. */
@media (max-width: 520px) { .compact .offers + .message { display: none; } }
.compact .row { margin: 0; flex: none; }
.compact .keep { padding: 2px 8px; }

.dot {
  position: fixed;
  width: 24px;
  height: 24px;
  padding: 5px;
  border: 0;
  border-radius: 50%;
  background: none;
  touch-action: none;
}
.face { display: block; width: 14px; height: 14px; overflow: visible; }
.face path {
  fill: none;
  stroke: var(--calm);
  stroke-width: 1.9;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.face.filled path { fill: var(--calm); stroke: none; }
.face.pause path, .face.dash path, .face.broken path { stroke: var(--soft); }
.face.pause path, .face.dash path { stroke-width: 2.4; }

.card {
  z-index: 1;
  width: max-content;
  max-width: min(260px, calc(100vw - 16px));
  padding: 9px 11px;
}
.card::before { content: ""; position: absolute; inset: -9px; z-index: -1; }
.card .words { font-weight: 550; }
.card .counts, .card .recovery, .card .chord { color: var(--soft); font-size: 13px; }
.card .act { margin-top: 7px; font-size: 13px; }
.card .foot { margin-top: 7px; color: var(--soft); font-size: 11.5px; }

@media (forced-colors: active) {
  .popover, .badge { --calm: ButtonText; --soft: ButtonText; }
  .gap { border-bottom-color: currentColor; }
}
`;
