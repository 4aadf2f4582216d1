// @ts-check
/** The few shapes of the badge, drawn as SVG: a page's CSP may forbid images, not elements. */

/** @import { Face } from "./states.js" */

const SVG = "http://www.w3.org/2000/svg";

/** What is drawn in a box of 14 by 14; `filled` is the only shape that is not a line. */
const PATHS = {
  ring: "M7 2a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
  check: "M2.2 7.6l3.1 3.1 6.4-7",
  filled: "M7 1a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
  pause: "M4.6 3v8M9.4 3v8",
  dash: "M2.5 7h9",
  broken: "M5.4 2a5.3 5.3 0 0 0-3.5 6.4M12.1 5.6a5.3 5.3 0 0 1-3.5 6.4M11.4 2.6l-8.8 8.8",
};

/**
 * @param {Document} document
 * @returns {{element: SVGElement, draw: (face: Face) => void}} empty until `draw`
 */
export function createFace(document) {
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", "0 0 14 14");
  element.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  element.append(path);
  return {
    element,
    draw(face) {
      if (face === "same") return;
      element.setAttribute("class", `face ${face}`);
      path.setAttribute("d", PATHS[face]);
    },
  };
}
