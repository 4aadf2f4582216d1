// @ts-check

/** @type {import("./index.js").Site} */
export const gmail = {
  id: "gmail",
  source: "selectors that several public add-ons rely on, read 2026-11; not tried in the product",
  page: ".nH .adn, .M9, .AD [contenteditable=true].Am",
  turn: ".adn.ads",
  text: ".a3s",
  channels: { email: "*" },
  mail: {
    window: ".M9, .AD, .nH.Hd",
    recipient: ".vR [email], .vR [data-hovercard-id], [peoplekit-id] [data-hovercard-id]",
    sender: ".gD[email]",
  },
};
