// @ts-check
/** The style sheet of the panel, loaded with it. Colors come from ui.css.js. */
export const css = `
.panel {
  position: fixed;
  display: flex;
  flex-direction: column;
  width: min(320px, calc(100vw - 16px));
  max-height: calc(100vh - 16px);
  background: var(--paper);
  border: 1px solid var(--line);
  border-radius: 11px;
  box-shadow: 0 1px 2px rgb(10 30 40 / 12%), 0 8px 26px rgb(10 30 40 / 16%);
  overflow-wrap: anywhere;
  animation: unruffle-in 90ms ease-out;
}
.panel:focus { outline: none; }
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
.panel .head {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 8px;
  padding: 8px 8px 6px 14px;
}
.panel h2 { margin: 0; font-size: 14px; font-weight: 650; }
.panel h3 { margin: 0 0 4px; font-size: 12.5px; font-weight: 600; color: var(--soft); }
.panel .body { overflow: auto; padding: 0 14px; flex: 0 1 auto; min-height: 0; }
.panel .part { padding: 9px 0 10px; border-top: 1px solid var(--line); }
.panel ul { margin: 0; padding: 0; list-style: none; }
.panel .quietly { color: var(--soft); font-size: 13px; }
.panel .good { display: flex; flex-wrap: wrap; gap: 5px; }
.panel .good li { line-height: 1.3; }
.panel .good button {
  padding: 3px 9px;
  border-color: transparent;
  border-radius: 10px;
  background: var(--wash);
  font-size: 13px;
  text-align: start;
}
.panel .good button:hover, .panel .good [aria-pressed="true"] { border-color: var(--calm); }
.panel .offers { margin-bottom: 6px; }
.panel .phases li { display: grid; grid-template-columns: 1fr 64px; gap: 1px 10px; align-items: center; }
.panel .phases li + li { margin-top: 6px; }
.panel .phase { font-weight: 550; font-size: 13px; }
.panel .phases .quietly { grid-column: 1 / -1; font-size: 12.5px; line-height: 1.35; }
.panel .bar { height: 5px; border-radius: 3px; background: var(--line); overflow: hidden; }
.panel .bar span { display: block; height: 100%; background: var(--calm); }
.panel .check + .check, .panel .check + div { margin-top: 9px; }
.panel .row { margin-top: 4px; }
.panel .row button { padding: 2px 9px; font-size: 13px; }
.panel .row .quiet:first-child { margin-inline-start: -9px; }
.panel .more { margin-top: 5px; padding: 6px 0 2px; }
.panel .more button { margin-top: 8px; }
.panel .quotes { margin: 4px 0; font-size: 13px; }
.panel .quotes li { color: var(--soft); }
.panel .quotes li + li { margin-top: 3px; }
.panel q { color: var(--ink); font-style: italic; }
.panel .ours { display: inline-flex; align-items: center; gap: 3px; margin-top: 8px; }
.panel .ours input { width: 16px; height: 16px; margin: 0 4px 0 0; accent-color: var(--calm); }
.panel .ours + .quietly { display: block; }
.panel .said:not(:empty) { padding: 7px 14px 0; color: var(--calm); font-size: 13px; }
.panel .news { padding: 0 14px 8px; color: var(--soft); font-size: 13px; }
.panel .foot { padding: 8px 14px 9px; color: var(--soft); font-size: 11.5px; }
@media (forced-colors: active) {
  .panel { --calm: ButtonText; --soft: ButtonText; }
  .panel .bar { border: 1px solid; }
  .panel .bar span { background: ButtonText; forced-color-adjust: none; }
}
`;
